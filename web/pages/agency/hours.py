"""Contact hours between a form, with a line of hours for each day of the week, and the command.

Invariant: what is typed and read back says the same hours; a line that cannot be read is told with its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from domain.directory.reaching import OpenHours
from web.forms.fields import ShownError
from web.shown.reaching import WEEK, hours_on
from web.texts.catalog import gettext as _

DAYS = {1: "monday", 2: "tuesday", 3: "wednesday", 4: "thursday", 5: "friday", 6: "saturday", 7: "sunday"}
"""The fields, by the day of the week."""

SPAN = re.compile(r"(?P<begins>\d{1,2}[:.]\d{2})\s*(?:-|–|to)\s*(?P<ends>\d{1,2}[:.]\d{2})")
BETWEEN = re.compile(r"[\s,;]*")

Span = tuple[time, time]


def typed(hours: Sequence[OpenHours]) -> dict[str, list[str]]:
    """*hours* as the fields hold them."""
    return {DAYS[day]: [", ".join(hours_on(day, hours))] for day in WEEK}


def read(form: Mapping[str, str]) -> tuple[tuple[OpenHours, ...], list[ShownError]]:
    """The hours that a *form* says, days alike together, and what to correct."""
    errors: list[ShownError] = []
    by_span: dict[Span, list[int]] = {}
    for day, field in DAYS.items():
        try:
            for span in _spans(form.get(field, "")):
                by_span.setdefault(span, []).append(day)
        except ValueError:
            told = _("These hours cannot be read: use 08:00-12:30, 13:00-22:00, and 24:00 for the end of the day.")
            errors.append(ShownError(field, told))
    hours = [OpenHours(tuple(days), begins, ends) for (begins, ends), days in by_span.items()]
    return tuple(sorted(hours, key=lambda each: (each.days, each.begins))), errors


def _spans(text: str) -> list[Span]:
    """The hours in *text*. Raises :class:`ValueError` for what is more or less than hours, or lasts no time."""
    if BETWEEN.fullmatch(SPAN.sub("", text)) is None:
        raise ValueError
    spans = [(_time(found["begins"]), _time(found["ends"])) for found in SPAN.finditer(text)]
    if any(begins == ends != time() for begins, ends in spans):
        raise ValueError
    return spans


def _time(text: str) -> time:
    hour, minute = map(int, text.replace(".", ":").split(":"))
    return time() if (hour, minute) == (24, 0) else time(hour, minute)
