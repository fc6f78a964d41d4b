"""What a view is: a permanent name, the documents a fact touches, and how a document changes.

Invariant: *keys* and *evolve* are pure and total; a view's name never changes, and its version grows with every change
that would fold the same history into other documents.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from domain.envelope import Recorded
from domain.events import Event


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One row of a view. Holds codes, times and sealed text; never clear private text. Defaults are not written."""


D = TypeVar("D", bound=Document)

Value = str | int | float | bool | None
Fact = Recorded[Event]

_START = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def moment(at: datetime) -> int:
    """*at* as a column holds it: whole microseconds, so that order and equality are exact."""
    return (at - _START) // _TICK


class OnFailure(enum.Enum):
    """What a view does about a fact it cannot fold."""

    STOP = "stop"
    BACK_OFF = "back off"
    PARK = "park"


@dataclass(frozen=True)
class View(Generic[D]):
    """A named fold of the log into documents, with the *columns* that queries filter and order by."""

    name: str
    version: int
    document: type[D]
    keys: Callable[[Fact], Sequence[str]]
    evolve: Callable[[D | None, Fact], D | None]
    columns: Mapping[str, Callable[[D], Value]] = field(default_factory=dict)
    indexes: Sequence[Sequence[str]] = ()
    on_failure: OnFailure = OnFailure.PARK
    one_each: bool = False
    """Each fact makes one document of its own, under its position: nothing has to be read before it is written.

    Queries call the key ``position`` then, and every index is in its order.
    """


class Parked(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that a view could not fold: where it stands and why, never what it says."""

    view: str
    position: int
    originator: str
    event: str
    why: str
    at: datetime


class Documents(Protocol):
    """What screens and workers ask the views; answers are as new as the position they have reached."""

    def get(self, view: View[D], key: str) -> D | None:
        """The document under *key*, or None."""

    def select(
        self,
        view: View[D],
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        *,
        less_or_equal: Mapping[str, Value] | None = None,
        order_by: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[D]:
        """The documents whose columns equal *where* (a sequence means any of) and are at most *less_or_equal*.

        *order_by* names columns, with a leading ``-`` for descending; NULL comes last.
        """

    def values(
        self, view: View[D], columns: Sequence[str], where: Mapping[str, Value | Sequence[Value]] | None = None
    ) -> list[tuple[Value, ...]]:
        """The named *columns* of the documents that match, without the documents; ``key`` names the key."""

    def count(self, view: View[D], where: Mapping[str, Value | Sequence[Value]] | None = None) -> int:
        """How many documents match."""

    def position(self, view: View[Any]) -> int:
        """The position of the last fact folded into *view*, 0 before the first."""

    async def reached(self, view: View[Any], position: int, within: float = 5.0) -> None:
        """Wait until *view* has folded the fact at *position*; woken by the projecting loop, never by polling.

        Raises :class:`TimeoutError` after *within* seconds.
        """

    def parked(self) -> list[Parked]:
        """All facts that a view has set aside."""
