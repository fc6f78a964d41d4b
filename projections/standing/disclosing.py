"""Which parts of a case were asked for by whom, what became of it, and what is open to an agency at a moment.

Invariant: whether something is open is decided by the moment of reading, never by when somebody wrote down that it
ended. What came after a grant is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case import events as e
from domain.case.codes import LegalBasis, Part, RefusalGround, SharedFor
from domain.case.disclosure.parts import CONFIDENCES, opens
from projections.timeline import Entry
from projections.views import Fact


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A part that an agency asked for. *state* is asked, granted, refused, recalled, expired or left."""

    id: str
    part: Part
    subject: str | None
    by_agency: str
    of_agency: str
    purpose: SharedFor
    legal_basis: LegalBasis
    at: datetime
    state: str = "asked"
    decided_by: str | None = None
    ground: RefusalGround | None = None
    basis: LegalBasis | None = None
    granted_at: datetime | None = None
    until: datetime | None = None
    ended_at: datetime | None = None

    def open_at(self, when: datetime) -> bool:
        """Whether it opens something to who reads *when*."""
        if self.granted_at is None or self.until is None:
            return False
        return self.granted_at <= when < min(self.until, self.ended_at or self.until)

    def stands(self, when: datetime) -> bool:
        """Whether it is granted and its time is not over, for a page that was asked for *when*."""
        return self.state == "granted" and self.until is not None and when < self.until


def disclosed(before: tuple[Disclosure, ...], event: e.DisclosureEvent, fact: Fact) -> tuple[Disclosure, ...]:
    """The disclosures after a fact about them; one that is not known here is left alone."""
    match event:
        case e.DisclosureRequested():
            return (*before, _asked(event, fact))
        case e.DisclosureGranted(disclosure=id_, subject=subject, by_agency=by, until=until, legal_basis=basis):
            granted = {"decided_by": by, "granted_at": fact.recorded_at, "until": until, "basis": basis}
            return _changed(before, id_, state="granted", subject=subject, ground=None, **granted)
        case e.DisclosureRefused(disclosure=id_, ground=ground):
            return _changed(before, id_, state="refused", decided_by=fact.meta.agency, ground=ground)
        case e.DisclosureRecalled(disclosure=id_):
            return _changed(before, id_, state="recalled", ended_at=fact.recorded_at)
        case e.DisclosureExpired(disclosure=id_):
            return _changed(before, id_, state="expired")
        case _:
            assert_never(event)


def _asked(event: e.DisclosureRequested, fact: Fact) -> Disclosure:
    return Disclosure(
        id=event.disclosure,
        part=event.part,
        subject=event.subject,
        by_agency=event.by_agency,
        of_agency=event.of_agency,
        purpose=event.purpose,
        legal_basis=event.legal_basis,
        at=fact.recorded_at,
    )


def _changed(before: tuple[Disclosure, ...], disclosure: str, **now: object) -> tuple[Disclosure, ...]:
    return tuple(replace(one, **now) if one.id == disclosure else one for one in before)


def gone(before: tuple[Disclosure, ...], agency: str, at: datetime) -> tuple[Disclosure, ...]:
    """The disclosures after *agency* has left *at* a moment: what was open or asked for ends, also if it comes back."""
    return tuple(
        replace(one, state="left", ended_at=at) if one.by_agency == agency and one.state in _RUNNING else one
        for one in before
    )


_RUNNING = frozenset({"asked", "granted"})


def open_at(disclosures: Iterable[Disclosure], agency: str, when: datetime | None) -> tuple[Disclosure, ...]:
    """Those of *disclosures* that are open to *agency* when it reads; none where nobody says *when*."""
    if when is None:
        return ()
    return tuple(one for one in disclosures if one.by_agency == agency and one.open_at(when))


def fields_opened(disclosures: Sequence[Disclosure], entry: Entry) -> frozenset[str]:
    """The private fields of *entry* that *disclosures*, which are open, let somebody read."""
    fields: frozenset[str] = frozenset()
    for one in disclosures:
        if not entry.unknown and one.granted_at is not None and entry.recorded_at <= one.granted_at:
            fields |= opens(one.part, one.subject, entry.name, entry.codes.get("sighting"))
    return fields


def reveals(disclosures: Sequence[Disclosure], entry: Entry) -> bool:
    """Whether *disclosures*, which are open, let somebody see *entry* although it was told in confidence."""
    return bool(fields_opened([one for one in disclosures if one.part in CONFIDENCES], entry))
