"""What the checks find, as somebody is told it: in a case, and in all that they audit.

Invariant: findings are cut for auditors and told to nobody else. Across cases nothing is read of one that the reader
does not see, and others are answered between any two.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.conference.state import Phase
from projections import cases, conferences, findings, visibility
from projections.conferences import Conference
from projections.findings import Asked, Finding, Look
from projections.views import Value
from projections.visibility import Access
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.ports import Looked
from web.seeing.cases import AT_ONCE, case_ids, document_of
from web.seeing.eyes import eyes
from web.services import Services

LOOKS_READ = 2_000
"""So many of the last lines of who looked are checked across cases; on the page of a case all of them are."""

NOT_THE_CASE = frozenset({"case", "looks", "findings", "remark"})
"""What opens nothing of the child: that one said why, who looked, what was found, what an auditor asks."""


@dataclass(frozen=True)
class Found:
    """What the checks find in a case, as its reader is told it."""

    case: cases.Case
    findings: Sequence[Finding]


def audits(viewer: Viewer) -> bool:
    """Whether *viewer* looks at what others did."""
    return visibility.audits(eyes(viewer))


async def found_in(services: Services, viewer: Viewer, case_id: str) -> Found:
    """What the checks find in a case. Raises :class:`NotThere` for who is told of no findings, and store faults."""
    case = document_of(services, viewer, case_id)
    if visibility.access(eyes(viewer), case.agencies) not in {Access.AUDIT, Access.ALL}:
        raise NotThere(case_id)
    looks = _looks(services, await services.consultations.of_case(case_id))
    duties = services.documents.select(findings.duties.VIEW, {"case": case_id})
    return _found(services, viewer, case, duties, services.documents.get(findings.files.VIEW, case_id), looks)


async def found_across(services: Services, viewer: Viewer) -> AsyncIterator[Found]:
    """What the checks find in each case that *viewer* audits, one case at a time. Raises the faults of the store."""
    if not audits(viewer):
        return
    ids, lately = case_ids(services, viewer), await services.consultations.lately(LOOKS_READ)
    looks: dict[str, list[Looked]] = {}
    for each in lately:
        looks.setdefault(each.case, []).append(each)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        for case in services.documents.select(cases.VIEW, {"key": _with_findings(services, some, looks)}):
            await asyncio.sleep(0)  # noqa: TID251  one turn of the loop, no time
            where: dict[str, Value | Sequence[Value]] = {"case": case.id}
            duties = services.documents.select(
                findings.duties.VIEW, where if case.id in looks else {**where, "spotless": False}
            )
            file = services.documents.get(findings.files.VIEW, case.id)
            yield _found(services, viewer, case, duties, file, _looks(services, looks.get(case.id, ())))


def _with_findings(services: Services, ids: Sequence[str], looks: Iterable[str]) -> tuple[str, ...]:
    """Those cases in which anything can be found."""
    spotted = {"spotless": False}
    duties = services.documents.values(findings.duties.VIEW, ("case",), {**spotted, "case": tuple(ids)})
    files = services.documents.values(findings.files.VIEW, ("key",), {**spotted, "key": tuple(ids)})
    return tuple({str(row[0]) for row in (*duties, *files)} | (set(looks) & set(ids)))


def _found(
    services: Services,
    viewer: Viewer,
    case: cases.Case,
    duties: Sequence[findings.AuditedDuty],
    file: findings.AuditedFile | None,
    looks: Sequence[Look],
) -> Found:
    """*case* as a list may show it, with what its reader is told of what was found."""
    asked = _asked(services, case.id) if looks else ()
    found = findings.found(case.id, file, duties, services.clock.now(), looks, asked)
    shown = visibility.listed(eyes(viewer), case)
    return Found(shown or case, visibility.findings_seen(eyes(viewer), case.agencies, found))


def _asked(services: Services, case_id: str) -> list[Asked]:
    """Who is asked to a conference about the case, and who has to do since then what it decided."""
    return [
        Asked(each.agency, held.called_at, None if each.agency in owners else held.ended_at or _cancelled_at(held))
        for held in services.documents.select(conferences.VIEW, {"case": case_id})
        for owners in [{decision.owner for decision in held.standing}]
        for each in held.invited
    ]


def _cancelled_at(held: Conference) -> datetime | None:
    return held.changed_at if held.phase is Phase.CANCELLED else None


def _looks(services: Services, lines: Iterable[Looked]) -> list[Look]:
    found = []
    for line in lines:
        agency = services.people.agency(line.agency)
        if line.kind == "opened" and line.what not in NOT_THE_CASE and agency is not None:
            found.append(Look(member=line.member, agency=agency.id, role=agency.role, at=line.at, said=line.why))
    return found
