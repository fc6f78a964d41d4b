"""Words for the record of who looked: why, and what was opened, refused, sought or copied.

Invariant: every code of the access log that this version writes has its words; another is shown as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.looking import ASKED, LookReason
from web.texts.catalog import gettext
from web.texts.catalog import mark as _

WHY: dict[str, str] = {
    LookReason.DUTY: _("My work on this case"),
    LookReason.STANDING_IN: _("I stand in for a colleague"),
    LookReason.CONFERENCE: _("A case conference"),
    LookReason.QUESTION: _("Somebody asked my agency about it"),
    LookReason.SUPERVISION: _("Supervision in my agency"),
    LookReason.RIGHTS: _("A request of the child or guardian about their data"),
    LookReason.EMERGENCY: _("Emergency access"),
    LookReason.PROGRAM: _("A program that did not say why"),
}

WHAT: dict[str, str] = {
    "case": _("The case"),
    "identity": _("Who the child is"),
    "photo": _("A photo of the child"),
    "timeline": _("Timeline"),
    "text": _("One text"),
    "places": _("Where the child was seen"),
    "bundle": _("The case, with what proves it"),
    "log": _("The record as an event log"),
    "statistics": _("Statistics without persons"),
    "brief": _("The brief for a case conference"),
    "minutes": _("The minutes of a case conference"),
    "own-data": _("The child’s own data, for them"),
    "looks": _("Who looked"),
    "findings": _("What the checks find"),
    "remark": _("A remark of an auditor"),
    "emergency": _("Emergency access"),
    "search": _("A search"),
    "palette": _("A search"),
    "csv": _("The record of who looked"),
    "jsonl": _("The record of who looked"),
}

KIND: dict[str, str] = {
    "opened": _("Opened"),
    "refused": _("Asked for, and not shown"),
    "searched": _("Searched"),
    "exported": _("Copied"),
}


def why(code: str) -> str:
    """Why somebody looked, in words; nothing where it was not asked."""
    return gettext(WHY[code]) if code in WHY else code


def reasons() -> Sequence[tuple[str, str]]:
    """What a person may answer who is asked why they look, as codes with their words."""
    return [(code.value, why(code)) for code in ASKED]


def what(code: str) -> str:
    """What kind of thing it was, in words; of a copy also of which month."""
    name, space, month = code.partition(" ")
    return f"{gettext(WHAT[name])}{space}{month}" if name in WHAT else code


def kind(code: str) -> str:
    """What happened to it, in words."""
    return gettext(KIND[code]) if code in KIND else code
