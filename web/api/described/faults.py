"""Every way in which a request can go wrong, as problems.

Invariant: the list of types is made from the refusals and faults themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from litestar.exceptions import HTTPException

from domain.deciding.refusals import InTheFuture, Refused
from domain.ports import HistoryDamaged, StoreAway, StoreFull, VersionTaken
from domain.task.refusals import NotYourTask
from projections.keeping import ViewAway
from web.answers.faults import BadBody, NotProven, NotThere, fault_of
from web.api.described.examples import example_problem
from web.api.problems import TYPE, Problem
from web.repeating import OtherWords

STATUSES = (400, 401, 403, 404, 405, 408, 413, 422, 429)

KINDS: tuple[Exception, ...] = (
    NotThere(),
    NotProven(),
    BadBody("“country” does not have the form that is expected.", "country"),
    VersionTaken(),
    OtherWords(),
    StoreAway(),
    ViewAway("board", "it is being built anew"),
    StoreFull(),
    HistoryDamaged("", 0, 0, ""),
    RuntimeError(),
    *(HTTPException(status_code=status) for status in STATUSES),
)
EXAMPLES: dict[int, Exception] = {
    400: HTTPException(status_code=400),
    401: HTTPException(status_code=401),
    403: NotYourTask(),
    404: NotThere(),
    409: VersionTaken(),
    408: HTTPException(status_code=408),
    413: HTTPException(status_code=413),
    422: InTheFuture("occurred_at"),
    429: HTTPException(status_code=429),
    500: RuntimeError(),
    503: StoreAway(),
    507: StoreFull(),
}


def _refusals(kind: type[Refused] = Refused) -> Iterator[str]:
    for each in kind.__subclasses__():
        yield each.SLUG
        yield from _refusals(each)


def _problem(error: Exception) -> Problem:
    fault = fault_of(error, "")
    return example_problem(fault.slug, fault.status, fault.title, fault.why, fault.instead)


TYPES = sorted({TYPE + slug for slug in (*_refusals(), *(fault_of(each, "").slug for each in KINDS))})
"""Every ``type`` that a problem can have."""

FAULTS = {status: _problem(error) for status, error in EXAMPLES.items()}
"""An example for each status."""
