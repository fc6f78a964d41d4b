"""An annex to the assessment of impact: Article 35 of the GDPR, Article 27 of Directive (EU) 2016/680.

Invariant: what is risky in the configuration is said, whether or not somebody likes it; how heavy it weighs is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.codes import Role
from web.processing.installed import Installed
from web.processing.paper import Paper, Section
from web.processing.records import OUTSIDE, measures
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext
from web.texts.times import when

NOT_CONTROLLERS = frozenset({Role.ADMIN, Role.AUDITOR})
"""Who runs the house or supervises: no case is theirs."""


def impact(installed: Installed) -> Paper:
    """What of an assessment can be read off *installed*."""
    return Paper(
        title=_("Annex to the data protection impact assessment"),
        remark=_(
            "Made on %(day)s from the configuration of this installation. It describes and asks; necessity,"
            " proportion and how"
            " heavy a risk weighs are for the controllers to judge, with their data protection officers."
        )
        % {"day": when(installed.at, "full")},
        sections=[
            _needed(),
            _described(installed),
            Section(
                _("What in this configuration needs a decision"), tuple(findings(installed)) or (_("Nothing found."),)
            ),
            Section(
                _("Risks for children, and what reduces them"),
                heads=(_("Risk"), _("What Lantern does"), _("What is left")),
                rows=list(_risks()),
                open=(_("How likely and how severe each is here, and who accepts what is left."),),
            ),
            Section(_("What protects it"), heads=(_("What"), _("How, here")), rows=list(measures(installed))),
            Section(
                _("To be written by people"),
                open=(
                    _("Why each kind of data is needed for the purpose, and why less would not do."),
                    _("What children, guardians and those who work with them were asked, and what they said."),
                    _("Advice of the data protection officers, and whether the authority is to be asked (Article 36)."),
                    _("Who looks at this again, and when."),
                ),
            ),
        ],
    )


def _needed() -> Section:
    return Section(
        _("Why an assessment is needed"),
        (
            _(
                "Vulnerable people (children without parents), special categories, data combined from several"
                " agencies and"
                " countries, and that somebody may be hindered in a right: several of the criteria of the European"
                " guidelines"
                " (WP 248) are met, each of two would do."
            ),
        ),
    )


def _described(installed: Installed) -> Section:
    countries = dict.fromkeys(wording.code(each.country) for each in installed.holders)
    people = sum(each.members for each in installed.holders)
    agencies = len(installed.holders)
    return Section(
        _("What is done, in short"),
        (
            ngettext("%(num)s agency works with it", "%(num)s agencies work with it", agencies) % {"num": agencies}
            + ", "
            + ngettext("%(num)s person signs in", "%(num)s people sign in", people) % {"num": people}
            + f" ({', '.join(countries)}).",
            _("The records of processing say for what, which data, who reads what and for how long."),
            _(
                "Lantern proposes and records; people decide about a child. Rules that ran are on record, with"
                " their source."
            ),
        ),
    )


def findings(installed: Installed) -> Iterator[str]:
    """What in the configuration a person has to decide about."""
    here = installed.measures
    if here.kek == "data":
        yield _("The key-encryption key lies in the data folder: whoever copies the folder can open what is in it.")
    if not here.https:
        yield _("No https address is set.")
    if here.replicas == 1:
        yield _("There is one copy of each stream: a lost disk loses what was recorded since the last backup.")
    if here.demo:
        yield _("This is a demo: accounts whose password everybody knows can sign in.")
    without = [each.name for each in installed.holders if not each.officers and each.role not in NOT_CONTROLLERS]
    if without:
        yield ngettext(
            "%(num)s agency has appointed nobody here who answers for data protection: %(names)s.",
            "%(num)s agencies have appointed nobody here who answers for data protection: %(names)s.",
            len(without),
        ) % {"num": len(without), "names": "; ".join(without)}
    chosen = [rule for rules in installed.retention.countries.values() for rule in rules.rules if rule.is_default]
    if chosen:
        yield ngettext(
            "%(num)s retention rule was chosen here, since no law was found that gives the number.",
            "%(num)s retention rules were chosen here, since no law was found that gives the number.",
            len(chosen),
        ) % {"num": len(chosen)}
    if any(each.country in OUTSIDE for each in installed.holders):
        yield _("Agencies outside the Union take part: each transfer needs its ground.")


def _risks() -> Iterator[tuple[str, str, str]]:
    yield (
        _("Somebody who looks for a child learns where they are"),
        _(
            "places are sealed apart and read by few roles; looks are recorded with a reason; confidences stay in"
            " a circle"
        ),
        _("who may read may also tell; paper and screens"),
    )
    yield (
        _("What was told for protection is used against the child or their family"),
        _("asylum authorities are walled off unless a part is disclosed by a decision; each purpose is on record"),
        _("an agency that breaks its word"),
    )
    yield (
        _("A child is judged by what is wrong"),
        _(
            "disputes and corrections stand beside what they are about; signs are weighed by people, two to lower"
            " a level"
        ),
        _("what was printed or sent before"),
    )
    yield (
        _("A childhood is never forgotten"),
        _("keys are destroyed after the time of the rules, everywhere at once; holds are said and visible"),
        _("backups of the keys from before, until the key-encryption key is changed and its copies are destroyed"),
    )
    yield (
        _("Data are lost or nobody can get at them in the night they are needed"),
        _("acknowledged means on disk; copies, backups and rebuilding are described for operators"),
        _("a lost key-encryption key loses all text"),
    )
    yield (
        _("Somebody who may work here looks at whom they should not"),
        _(
            "need to know by case; emergency access is told at once and reviewed; who looked is read by officers"
            " and auditors"
        ),
        _("it is found afterwards"),
    )
