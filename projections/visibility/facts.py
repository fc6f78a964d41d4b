"""What of the facts of a case somebody sees.

Invariant: a page of a case is folded from nothing but the facts its viewer may see; what is cut from a fact is cut
before anything else happens to it. Looking through another's eyes never shows more than one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from domain.case.audience import audience_of
from domain.context import SYSTEM_AGENCY
from domain.envelope import AudienceKind
from projections.audit import Trace
from projections.cases import Case, Emergency, Membership
from projections.cases.telling import told
from projections.standing.disclosing import open_at, reveals
from projections.timeline import Entry
from projections.visibility.reading import Eye, between, cut
from projections.visibility.viewing import Access, Viewer, access, may_see


def entries_seen(
    viewer: Viewer,
    case: Case,
    entries: Iterable[Entry],
    *,
    as_seen_by: Viewer | None = None,
    as_known_at: datetime | None = None,
    now: datetime | None = None,
) -> tuple[Entry, ...]:
    """The *entries* of *case* that *viewer* may see, as known at a moment; of these, the ones another agency saw then.

    Looking through another's eyes never shows more than one's own: the answer is what both may see. *as_known_at*
    counts what was recorded by then; the other agency is taken to take part as it did then. *now* is when this is read:
    it decides what disclosures open, and without it they open nothing.
    """
    eyes = [Eye(viewer, access(viewer, case.agencies), open_at(case.disclosures, viewer.agency, now))]
    if as_seen_by is not None:
        opened = open_at(case.disclosures, as_seen_by.agency, as_known_at or now)
        eyes.append(Eye(as_seen_by, access(as_seen_by, case.agencies, as_known_at), opened))
    known = tuple(entries)
    inside = between(known)
    return tuple(
        cut(entry, eyes, inside.get(entry.id))
        for entry in known
        if entry.case == case.id
        and (as_known_at is None or entry.recorded_at <= as_known_at)
        and all(sees(eye, entry) for eye in eyes)
    )


def sees(eye: Eye, entry: Entry) -> bool:
    """Whether an *entry* is for *eye* by its audience, or by what was disclosed to it while it takes part."""
    if may_see(eye.viewer, eye.seen, entry.audience, entry.agency, entry.name):
        return True
    return eye.seen is Access.WORK and reveals(eye.opened, entry)


def in_emergency(viewer: Viewer, member: str, case: Case, now: datetime) -> Emergency | None:
    """The emergency access that *member*, looking as *viewer*, has to *case* at *now*; None where they have none."""
    running = (each for each in case.emergencies if each.member == member and each.agency == viewer.agency)
    return next((each for each in running if each.at <= now < each.until), None)


def emergency_entries(viewer: Viewer, case: Case, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The *entries* of *case* that emergency access lets *viewer* read: what is for the whole case of its file."""
    return tuple(
        cut(entry, [Eye(viewer, Access.WORK)], None)
        for entry in entries
        if entry.case == case.id and entry.filed and audience_of(entry.name, entry.audience).kind is AudienceKind.CASE
    )


def case_seen(
    viewer: Viewer,
    case: Case,
    entries: Iterable[Entry],
    *,
    as_seen_by: Viewer | None = None,
    as_known_at: datetime | None = None,
    now: datetime | None = None,
) -> Case | None:
    """The case as :func:`entries_seen` shows it, folded from just these; None where nothing is to be seen.

    The case of today has the version that a command must name, also where that counts facts for other eyes.
    """
    seen = told(entries_seen(viewer, case, entries, as_seen_by=as_seen_by, as_known_at=as_known_at, now=now))
    if seen is None or as_seen_by is not None or as_known_at is not None:
        return seen
    return replace(seen, version=case.version)


def trace_seen(viewer: Viewer, trace: Trace, agencies: Iterable[Membership] = ()) -> bool:
    """Whether *viewer* may see a line of the audit trail: of a case like its facts, elsewhere their own agency's."""
    if trace.case is None:
        return viewer.agency in {trace.agency, SYSTEM_AGENCY}
    return may_see(viewer, access(viewer, agencies), trace.audience, trace.agency, trace.name)
