"""Which private texts of a fact somebody may read: by their role, and by why they look.

Invariant: a text is read only under a purpose that the table gives to the role, and opened only under one that the
reason gives; a role or a reason that no table names reads nothing. Special categories and places are not given to
immigration authorities by either; what was disclosed to an agency by name is read besides, for as long as it is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from domain.auditing.events import OF_THE_AUDIT
from domain.case.events import ChildLocated
from domain.codes import Country, Role
from domain.envelope import AudienceKind
from domain.events import REGISTER
from domain.looking import LookReason
from domain.privacy import Purpose
from domain.task.events import TaskHandOverDeclined, TaskHandOverOffered
from projections.standing.disclosing import Disclosure, fields_opened
from projections.timeline import Entry
from projections.visibility.viewing import Access, Viewer

ALL = frozenset(Purpose)
NOTHING: frozenset[Purpose] = frozenset()

BY_ROLE: Mapping[Role, frozenset[Purpose]] = {
    Role.POLICE: ALL,
    Role.GUARDIAN: ALL,
    Role.CARER: ALL,
    Role.PROTECTION: ALL,
    Role.HOTLINE: ALL,
    Role.CHAIR: ALL,
    Role.ASYLUM: frozenset({Purpose.IDENTITY}),
}
"""The purposes under which a role reads what its agency may see of a case. Auditors and administrators: none."""

ADDRESSED = frozenset({Purpose.IDENTITY, Purpose.HEALTH, Purpose.NARRATIVE})
"""What a role reads of its agency's own words, and of words that were meant for it: no place, whoever wrote it."""

BY_REASON: Mapping[LookReason, frozenset[Purpose]] = {
    LookReason.DUTY: ALL,
    LookReason.STANDING_IN: ALL,
    LookReason.CONFERENCE: ALL,
    LookReason.RIGHTS: ALL,
    LookReason.EMERGENCY: ALL,
    LookReason.QUESTION: frozenset({Purpose.IDENTITY, Purpose.NARRATIVE}),
    LookReason.SUPERVISION: frozenset({Purpose.NARRATIVE}),
    LookReason.PROGRAM: frozenset({Purpose.IDENTITY, Purpose.NARRATIVE}),
}
"""The purposes that are opened for who looks for a reason; a program gives none where it was not told one."""


def purpose_of(name: str, field: str, *, unknown: bool = False) -> Purpose | None:
    """The purpose of a private *field* of the fact called *name*; None where this release does not know it."""
    kind = None if unknown else REGISTER.get(name)
    return None if kind is None else kind.private.get(field)


def opened_for(reason: LookReason | None, purpose: Purpose | None) -> bool:
    """Whether a text kept for *purpose* is opened for who looks for *reason*; of an unknown purpose only for all."""
    given = NOTHING if reason is None else BY_REASON.get(reason, NOTHING)
    return given == ALL if purpose is None else purpose in given


def wider(reason: LookReason, said: LookReason | None) -> bool:
    """Whether *reason* opens something that what was *said* before does not; the first reason always counts."""
    return said is None or bool(BY_REASON.get(reason, NOTHING) - BY_REASON.get(said, NOTHING))


def between(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """The agencies between whom the words of a hand-over stay, by the fact: who offered, and to whom."""
    found: dict[str, frozenset[str]] = {}
    offers: dict[str, frozenset[str]] = {}
    for entry in entries:
        if entry.name == TaskHandOverOffered.NAME:
            offers[entry.originator] = found[entry.id] = frozenset({entry.agency, entry.codes["to_agency"]})
        elif entry.name == TaskHandOverDeclined.NAME:
            found[entry.id] = offers.get(entry.originator, frozenset()) | {entry.agency}
    return found


class Eye(NamedTuple):
    """Somebody who looks, how far they see the case, and the disclosures that are *opened* to them then."""

    viewer: Viewer
    seen: Access
    opened: tuple[Disclosure, ...] = ()


def cut(entry: Entry, eyes: Iterable[Eye], inside: frozenset[str] | None) -> Entry:
    """*entry* with those private texts that all of *eyes* may read; *inside* are those its words stay between."""
    looks = list(eyes)
    left = {
        field: text for field, text in entry.private.items() if all(_may(eye, entry, field, inside) for eye in looks)
    }
    readers = all(eye.seen in {Access.WORK, Access.ALL} for eye in looks)
    if readers and len(left) == len(entry.private):
        return entry
    return replace(entry, private=left, language=entry.language if left else None)


def _may(eye: Eye, entry: Entry, field: str, inside: frozenset[str] | None) -> bool:
    """Whether *eye* reads a *field* of *entry*: by its role, or because just this was disclosed to it."""
    if _reads(eye.viewer, eye.seen, entry, field, inside):
        return True
    return eye.seen is Access.WORK and field in fields_opened(eye.opened, entry)


def _reads(viewer: Viewer, seen: Access, entry: Entry, field: str, inside: frozenset[str] | None) -> bool:
    if seen is Access.ALL or (seen is Access.AUDIT and entry.name in OF_THE_AUDIT):
        return True
    if seen is not Access.WORK or viewer.role is None or (inside is not None and viewer.agency not in inside):
        return False
    purpose, given = purpose_of(entry.name, field, unknown=entry.unknown), BY_ROLE.get(viewer.role, NOTHING)
    if _concerns(viewer, entry, inside):
        given |= ADDRESSED
    if purpose is None:
        return given == ALL
    return purpose in given and not _found_in_france(viewer.role, entry, purpose)


def _concerns(viewer: Viewer, entry: Entry, inside: Collection[str] | None) -> bool:
    """Whether the agency of *viewer* recorded the fact, or its words were meant for it."""
    named = entry.audience.agencies if entry.audience.kind is AudienceKind.NAMED else ()
    meant = {*named, *(inside or ()), entry.codes.get("of_agency"), entry.codes.get("to_agency")}
    return viewer.agency == entry.agency or viewer.agency in meant


def _found_in_france(role: Role, entry: Entry, purpose: Purpose) -> bool:
    """Whether it is a place that is not for *role*: where a child was found in France, for a guardian."""
    told = entry.codes.get("event", entry.name)  # What corrects a place is as much that place.
    found = told == ChildLocated.NAME and entry.codes.get("country") == Country.FR
    return found and role is Role.GUARDIAN and purpose is Purpose.LOCATION
