"""Words for what is stored as a name or a code.

Invariant: every registered event and every code of the domain has its words; a test compares. What a newer version
stored and this one does not know is shown by its code; a code of the rules, which are data, is read as its words.
"""

from __future__ import annotations

import re

from domain.events import REGISTER
from domain.privacy import codes_in
from web.texts.catalog import gettext
from web.texts.wording.codes import CODES
from web.texts.wording.events import EVENTS
from web.texts.wording.fields import AGENCIES, FIELDS, HIDDEN, MEMBERS, MOMENTS

__all__ = ["AGENCIES", "CODES", "EVENTS", "FIELDS", "HIDDEN", "MEMBERS", "MOMENTS", "code", "event", "field", "private"]


def event(name: str) -> str:
    """The words for an event."""
    return gettext(EVENTS.get(name, name))


def field(name: str) -> str:
    """The label of a field of an event."""
    return gettext(FIELDS.get(name, name.replace("_", " ").capitalize()))


_OF_RULES = re.compile(r"[a-z]+(-[a-z]+)*")


def code(value: str) -> str:
    """The words for a code; a value that is no code stays as it is."""
    known = CODES.get(value)
    if known is None and _OF_RULES.fullmatch(value):
        return gettext(value.replace("-", " ").capitalize())
    return gettext(known or value)


def private(event_name: str, field_name: str, text: str) -> str:
    """The words for an opened text: where the field holds codes, theirs."""
    kind = REGISTER.get(event_name)
    if kind is None or field_name not in kind.codes:
        return text
    return ", ".join(code(value) for value in codes_in(text))
