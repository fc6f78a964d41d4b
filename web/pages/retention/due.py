"""What is due for a review, and the rules of how long things are kept.

Invariant: the rules are open to everybody who is signed in; cases stand here for who reviews them, and for auditors.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get

from domain.codes import Country, Role
from projections import cases
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import page
from web.pages.retention.standing import ShownRule, due_now, due_of, shown_rule
from web.services import Services
from web.texts import wording

AT_A_TIME = 100
"""So many cases are looked at before others are answered."""

AT_MOST = 100
"""So many cases of one kind stand on the page, the longest due first."""


@dataclass(frozen=True)
class Row:
    """A case that is over: *what* of it is due, since when, and who said what about it."""

    id: str
    reference: str
    country: Country
    exercise: str | None
    what: Sequence[str]
    at: datetime
    by: str = ""
    held_by: Sequence[str] = ()


@dataclass(frozen=True)
class Shelf:
    """The cases by what is to be done; *later* are not due yet, the first of them *next_at*."""

    proposed: list[Row]
    due: list[Row]
    held: list[Row]
    erased: list[Row]
    later: int
    next_at: datetime | None


def reviews(viewer: Viewer) -> bool:
    """Whether *viewer* reviews what is due: a data protection officer, or who chairs."""
    return viewer.role is Role.CHAIR or bool({"chair", seeing.OFFICER} & set(viewer.roles))


@get("/retention", include_in_schema=False)
async def due_page(request: AppRequest) -> Response[Any]:
    """What waits for a review, and the rules."""
    services, viewer = services_of(request), request.user
    reads = reviews(viewer) or viewer.role is Role.AUDITOR
    shelf = await shelf_of(services, viewer) if reads else None
    return page(request, "pages/retention.html", shelf=shelf, rules=rules_of(services), may_review=reviews(viewer))


def rules_of(services: Services) -> list[tuple[str, str, str, list[ShownRule]]]:
    """The rules in words, by country: its code, its name, the version of its file, its rules."""
    found = services.retention.countries.values()
    return [
        (each.country, wording.code(each.country), each.version, [shown_rule(each.country, r) for r in each.rules])
        for each in found
    ]


async def shelf_of(services: Services, viewer: Viewer) -> Shelf:
    """The closed cases that *viewer* sees, by what is to be done with them; others are answered in between."""
    now, found = services.clock.now(), Shelf([], [], [], [], 0, None)
    later: list[datetime] = []
    ids = seeing.case_ids(services, viewer)
    for start in range(0, len(ids), AT_A_TIME):
        await asyncio.sleep(0)  # noqa: TID251  one turn of the loop, no time
        for case in seeing.cases_among(services, viewer, ids[start : start + AT_A_TIME], where={"status": "closed"}):
            _put(services, found, case)
            if not case.keeping.holds:
                later += [each.at for each in due_of(services, case) if each.of in case.keeping.left and each.at > now]
    return Shelf(
        proposed=found.proposed,
        due=_first(found.due),
        held=_first(found.held),
        erased=_first(found.erased, newest=True),
        later=len(later),
        next_at=min(later, default=None),
    )


def _put(services: Services, found: Shelf, case: cases.Case) -> None:
    """Put a closed *case* where it belongs: held before all, then proposed, then due; and what of it is erased."""
    found.erased.extend(_erased(case))
    if case.keeping.holds:
        found.held.append(_held(services, case))
    elif case.keeping.proposed is not None:
        found.proposed.append(_proposed(services, case))
    elif due_now(services, case):
        found.due.append(_due(services, case))


def _first(rows: Sequence[Row], *, newest: bool = False) -> list[Row]:
    return sorted(rows, key=lambda row: row.at, reverse=newest)[:AT_MOST]


def _row(case: cases.Case, what: Sequence[str], at: datetime, by: str = "", held_by: Sequence[str] = ()) -> Row:
    words = [wording.code(each) for each in what]
    return Row(case.id, case.reference, case.country, case.exercise, words, at, by, held_by)


def _due(services: Services, case: cases.Case) -> Row:
    now = due_now(services, case)
    return _row(case, [each.of for each in now], min(each.at for each in now))


def _proposed(services: Services, case: cases.Case) -> Row:
    proposed = case.keeping.proposed
    assert proposed is not None  # noqa: S101  chosen for it
    return _row(case, proposed.classes, proposed.at, by=services.people.member_name(proposed.by))


def _held(services: Services, case: cases.Case) -> Row:
    names = [services.people.agency_name(hold.agency) for hold in case.keeping.holds]
    return _row(case, [each.of for each in due_now(services, case)], case.keeping.holds[0].at, held_by=names)


def _erased(case: cases.Case) -> list[Row]:
    return [_row(case, each.classes, each.destroyed_at or each.confirmed_at) for each in case.keeping.erasures]


HANDLERS = (due_page,)
