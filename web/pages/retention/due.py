"""What is due for a review, and the rules of how long things are kept.

Invariant: the rules are open to everybody who is signed in; cases stand here for who reviews them, and for auditors.
"""

from __future__ import annotations

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

    proposed: Sequence[Row]
    due: Sequence[Row]
    held: Sequence[Row]
    erased: Sequence[Row]
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
    shelf = shelf_of(services, viewer) if reads else None
    return page(request, "pages/retention.html", shelf=shelf, rules=rules_of(services), may_review=reviews(viewer))


def rules_of(services: Services) -> list[tuple[str, str, str, list[ShownRule]]]:
    """The rules in words, by country: its code, its name, the version of its file, its rules."""
    found = services.retention.countries.values()
    return [
        (each.country, wording.code(each.country), each.version, [shown_rule(each.country, r) for r in each.rules])
        for each in found
    ]


def shelf_of(services: Services, viewer: Viewer) -> Shelf:
    """The closed cases that *viewer* sees, by what is to be done with them."""
    over = [case for case in seeing.cases_for(services, viewer) if case.status == "closed"]
    held = [case for case in over if case.keeping.holds]
    free = [case for case in over if not case.keeping.holds]
    waiting = [case for case in free if case.keeping.proposed is not None]
    due = [_due(services, case) for case in free if case.keeping.proposed is None and due_now(services, case)]
    later = [each.at for case in free for each in due_of(services, case) if each.of in case.keeping.left]
    now = services.clock.now()
    return Shelf(
        proposed=[_proposed(services, case) for case in waiting],
        due=_first(due),
        held=_first([_held(services, case) for case in held]),
        erased=_first([row for case in over for row in _erased(case)], newest=True),
        later=sum(at > now for at in later),
        next_at=min((at for at in later if at > now), default=None),
    )


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
