"""The forms of remarks: what an auditor asks, what an agency answers, how it is settled.

Invariant: nothing that was typed is lost when it is refused.
"""

from __future__ import annotations

from projections import cases
from web.auditing.rows import Row
from web.forms.fields import ShownField, ShownForm
from web.rights.forms import plain
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

WORDS_HINT = mark("About the work of an agency, not about the child. It is kept sealed, and nobody can take it back.")


def remark_form(services: Services, case: cases.Case, about: Row | None) -> ShownForm:
    """The form for a remark on *case*, perhaps *about* a finding: then it asks the agency that is about."""
    names = sorted(
        ((each, services.people.agency_name(each)) for each in {part.agency for part in case.agencies}), key=_name
    )
    if about is not None and about.agency not in dict(names):
        names.append((about.agency, about.agency_name))
    fields = [
        ShownField("about", "hidden", "", value=about.key if about else ""),
        ShownField(
            "agency",
            "select",
            _("Who is asked"),
            _("They read the remark and can answer it. The other agencies of the case do not learn of it."),
            required=False,
            options=[("", _("nobody: a note for auditors")), *names],
            value=about.agency if about else "",
        ),
        ShownField("words", "textarea", _("Remark"), _(WORDS_HINT), recorded=True),
    ]
    return plain(services, "remark", _("Remark on this"), fields, _("Put the remark on record"))


def _name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def answer_form(services: Services) -> ShownForm:
    """The form with which the agency that is asked answers."""
    fields = [ShownField("words", "textarea", _("Answer"), _(WORDS_HINT), recorded=True)]
    return plain(services, "answer", _("Answer"), fields, _("Put the answer on record"))


def settle_form(services: Services) -> ShownForm:
    """The form with which auditors say that there is no more to ask."""
    fields = [ShownField("words", "textarea", _("Why there is no more to ask"), _(WORDS_HINT), recorded=True)]
    return plain(services, "settle", _("Settle"), fields, _("Settle the remark"))
