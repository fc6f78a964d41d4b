"""Conferences as somebody sees them: one of them with its texts, and which there are.

Invariant: what is shown of one conference is folded from the entries that its viewer may see; a list has codes and
times. What does not exist and what may not be seen are the same :class:`NotThere`.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.envelope import Audience, AudienceKind
from projections import cases, conferences, visibility
from projections.conferences import Conference
from projections.timeline import Entry
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.seeing.cases import AT_ONCE, case_ids, document_of, entries_for
from web.seeing.eyes import eyes
from web.services import Services

SOME = 50
"""So many conferences ahead are listed at once; nobody has more in a few weeks."""


def conference_for(services: Services, viewer: Viewer, case_id: str, conference_id: str) -> Conference:
    """The conference as *viewer* sees it, with its texts sealed. Raises :class:`NotThere`."""
    found = conferences.told(entries_for(services, viewer, case_id)).get(conference_id)
    if found is None:
        raise NotThere(case_id)
    return found


def conferences_among(entries: Sequence[Entry]) -> list[Conference]:
    """The conferences that *entries* tell of, which were cut for somebody already; the one that begins last first."""
    return sorted(conferences.told(entries).values(), key=lambda each: (each.starts_at, each.id), reverse=True)


def conferences_of(services: Services, viewer: Viewer, case_id: str) -> list[Conference]:
    """The conferences about a case that *viewer* may know of, in codes and times, the one that begins last first."""
    agencies = document_of(services, viewer, case_id).agencies
    found = services.documents.select(conferences.VIEW, {"case": case_id}, order_by=("-starts_at",))
    seen = [visibility.conference_listed(eyes(viewer), each, agencies) for each in found]
    return [each for each in seen if each is not None]


def conferences_ahead(services: Services, viewer: Viewer) -> list[Conference]:
    """Those that are to be held or being held in the cases that *viewer* sees, in codes and times, the next first."""
    ids, documents = case_ids(services, viewer), services.documents
    found: list[Conference] = []
    for start in range(0, len(ids), AT_ONCE):
        where: visibility.Where = {"case": ids[start : start + AT_ONCE], "open": True}
        found += documents.select(conferences.VIEW, where, order_by=("starts_at",), limit=SOME)
    agencies = {id_: documents.get(cases.VIEW, id_) for id_ in {each.case for each in found}}
    told = (
        visibility.conference_listed(eyes(viewer), each, case.agencies)
        for each in sorted(found, key=lambda each: (each.starts_at, each.id))
        if (case := agencies[each.case]) is not None
    )
    return [each for each in told if each is not None][:SOME]


def audience_of_fact(services: Services, viewer: Viewer, case_id: str, fact: str) -> Audience:
    """Whom a fact that *viewer* sees is for, its own agency among them. Raises :class:`NotThere`."""
    entry = next((each for each in entries_for(services, viewer, case_id) if each.id == fact), None)
    if entry is None:
        raise NotThere(case_id)
    audience = visibility.audience_of(entry.name, entry.audience)
    if audience.kind is AudienceKind.NAMED:
        return Audience(AudienceKind.NAMED, (*audience.agencies, entry.agency))
    return audience
