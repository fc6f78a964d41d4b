"""A conference for a calendar: when, and where to look, and nothing else.

Invariant: what leaves here names no child, no case, no agency and nobody: a calendar is read by colleagues, telephones
and whoever keeps it. It follows RFC 5545: lines end with CR LF and are folded after 75 octets.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from domain.conference.state import Phase
from projections.conferences import Conference
from web.texts.catalog import gettext as _

LONGEST = 75
"""Octets in a line, without its end."""


def invitation(conference: Conference, address: str) -> str:
    """The invitation to *conference*, whose page is at *address*; a later one takes the place of an earlier one."""
    cancelled = conference.phase is Phase.CANCELLED
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lantern//Conferences//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{conference.id}@lantern",
        f"SEQUENCE:{conference.changes}",
        f"DTSTAMP:{_moment(conference.changed_at)}",
        f"DTSTART:{_moment(conference.starts_at)}",
        f"DTEND:{_moment(conference.ends_at)}",
        f"SUMMARY:{_text(_('Case conference'))}",
        f"DESCRIPTION:{_text(_('Sign in to Lantern to see what it is about.'))}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """*words* as the value of a text property."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(sign, escaped)
    return words


def _folded(line: str) -> Iterator[str]:
    """*line* in parts that are short enough, each but the first with a blank before it; no character is torn."""
    part = ""
    for sign in line:
        if len(f"{part}{sign}".encode()) > LONGEST:
            yield part
            part = " "
        part += sign
    yield part
