"""Records of processing activities: Article 30 of the GDPR, Article 24 of Directive (EU) 2016/680 for the police.

Invariant: what is said of fields, readers and times is read from what decides about them in this release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.case.coordination.grounds import USUAL
from domain.codes import Country, Role
from domain.events import REGISTER
from domain.privacy import Purpose
from web import seeing
from web.pages.retention.standing import shown_rule
from web.processing.installed import Holder, Installed
from web.processing.paper import Paper, Section
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.times import when

OUTSIDE = frozenset({Country.UK})
"""Countries beyond the Union: what goes to their agencies is a transfer."""

KINDS = {
    Purpose.IDENTITY: mark("Who the child is, and who is around them"),
    Purpose.LOCATION: mark("Where the child is, was or may be"),
    Purpose.HEALTH: mark("Health, signs of risk and what happened to the child (special category, Article 9)"),
    Purpose.NARRATIVE: mark("What people wrote about it"),
}


def records(installed: Installed) -> Paper:
    """The records of processing of *installed*."""
    return Paper(
        title=_("Records of processing activities"),
        remark=_(
            "Made on %(day)s from the configuration of this installation, for the controllers named below. A"
            " program knows"
            " what it does; whether it is all that is done, and lawful, a person has to say. Complete it before it"
            " is used."
        )
        % {"day": when(installed.at, "full")},
        sections=[
            _controllers(installed.holders),
            _purposes(installed.holders),
            _people(),
            _categories(),
            _recipients(),
            _transfers(installed.holders),
            _times(installed),
            Section(
                _("What protects it"),
                heads=(_("What"), _("How, here")),
                rows=list(measures(installed)),
                open=(_("Measures outside of Lantern: premises, training, devices, agreements with who runs it."),),
            ),
        ],
    )


def _controllers(holders: Sequence[Holder]) -> Section:
    rows = [
        (
            each.name,
            wording.code(each.role),
            wording.code(each.country),
            _("Directive (EU) 2016/680") if each.role is Role.POLICE else _("GDPR"),
            str(each.officers) if each.officers else _("none appointed here"),
        )
        for each in holders
    ]
    return Section(
        _("Who is responsible"),
        (_("Each agency is a controller for what it records and reads; how they share it out is theirs to agree."),),
        (_("Agency"), _("Role"), _("Country"), _("Law"), _("Data protection officers")),
        rows,
        (_("Address and contact of each controller, and the arrangement between them (Article 26)."),),
    )


def _purposes(holders: Sequence[Holder]) -> Section:
    present = dict.fromkeys(each.role for each in holders if each.role in USUAL)
    rows = [(wording.code(role), *(wording.code(code) for code in USUAL[role])) for role in present]
    return Section(
        _("For what, and on what basis"),
        (
            _("To protect a missing child, and to find them. Enforcing immigration law is no purpose of it."),
            _(
                "The usual ground of each role; an invitation to a case can name another, with its provision, on"
                " record."
            ),
        ),
        (_("Role"), _("For what"), _("On what basis")),
        rows,
        (_("The national provision behind each basis; for special categories also that of Article 9(2)."),),
    )


def _people() -> Section:
    people = [
        (_("Children who are or may go missing"), _("everything below")),
        (
            _("Guardians, relatives and others around the child"),
            _("names and contacts, as far as somebody records them"),
        ),
        (_("Who saw or reports something"), _("what they said, who they are where they say so")),
        (
            _("People who work for agencies"),
            _("name, work address, roles, what they recorded, opened and were refused"),
        ),
    ]
    return Section(_("Whose data"), (), (_("Who"), _("What")), people)


def _categories() -> Section:
    rows = []
    for purpose, label in KINDS.items():
        fields = {f for kind in REGISTER.values() for f, kept in kind.private.items() if kept is purpose}
        named = sorted({wording.field(field) for field in fields - {"opens_with"}})
        rows.append((_(label), ", ".join(named)))
    return Section(
        _("Which data"),
        (_("Each kind is sealed under a key of its own for each child. In clear are codes, times and agencies only."),),
        (_("Kind"), _("Fields")),
        rows,
    )


def _recipients() -> Section:
    every = list(KINDS)
    rows = []
    for role in Role:
        read = seeing.READ_BY_ROLE.get(role, frozenset())
        kinds = [_(KINDS[purpose]) for purpose in every if purpose in read]
        rows.append((wording.code(role), "; ".join(kinds) or _("none: codes and times at most")))
    return Section(
        _("Who receives what"),
        (
            _(
                "Only agencies that take part in a case, and of what is for them. What was told in confidence is for"
                " those who"
                " protect the child. A part that is walled off is disclosed by a decision, for a time."
            ),
        ),
        (_("Role"), _("Reads")),
        rows,
    )


def _transfers(holders: Sequence[Holder]) -> Section:
    outside = [each for each in holders if each.country in OUTSIDE]
    if not outside:
        return Section(_("Beyond the Union"), (_("No agency of this installation is in a country outside the Union."),))
    return Section(
        _("Beyond the Union"),
        (_("What these agencies read of a case is a transfer to a third country."),),
        (_("Agency"), _("Country")),
        [(each.name, wording.code(each.country)) for each in outside],
        (
            _(
                "The ground of each transfer (Chapter V): for the United Kingdom, whether the adequacy decision"
                " still holds."
            ),
        ),
    )


def _times(installed: Installed) -> Section:
    rows = []
    for rules in installed.retention.countries.values():
        for rule in rules.rules:
            told = shown_rule(rules.country, rule)
            source = _("chosen here, no law was found: %(source)s") if told.default else "%(source)s"
            rows.append((told.country, told.label, told.time, source % {"source": told.source}))
    return Section(
        _("How long it is kept"),
        (
            _(
                "Where agencies of several countries took part, the longest counts. Two people review before keys"
                " are destroyed."
            ),
        ),
        (_("Country"), _("Records"), _("Kept"), _("Source")),
        rows,
    )


def measures(installed: Installed) -> Iterator[tuple[str, str]]:
    """What protects the data, and how it is in this installation."""
    here = installed.measures
    kek = {
        "environment": _("from the environment"),
        "file": _("in a file of its own"),
        "data": _("in the data folder, beside what it protects: move it"),
    }
    yield (
        _("Encryption at rest"),
        _("AES-256-GCM, keys of each child and kind; the key-encryption key: %(where)s") % {"where": kek[here.kek]},
    )
    yield _("Encryption in transit"), _("https") if here.https else _("no https is set: for one machine only")
    yield _("Who may see"), _("one policy, deny by default; unknown and forbidden look the same")
    yield (
        _("Record of who looked"),
        _("before anything is shown, with a reason, in a log that is chained and not writable"),
    )
    yield _("Integrity"), _("every fact is chained to the one before, both logs are signed")
    yield _("Sign-in"), _("argon2id, second factors, passkeys, limits for each account and address")
    yield _("Erasure"), _("by destroying keys, after a review by two people, with a certificate")
    yield _("Availability"), _("%(n)s copies of each stream") % {"n": here.replicas}
