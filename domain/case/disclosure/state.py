"""Which parts were asked for and what became of it, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.coordination.events import AgencyLeft
from domain.case.disclosure.events import (
    DisclosureEvent,
    DisclosureExpired,
    DisclosureGranted,
    DisclosureRecalled,
    DisclosureRefused,
    DisclosureRequested,
)


class Disclosure(msgspec.Struct, frozen=True):
    """What was *asked*, the last *answer*, and whether it is *over*: recalled, expired, or its agency has left."""

    asked: DisclosureRequested
    answer: DisclosureGranted | DisclosureRefused | None = None
    over: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide."""
        return self.answer is None and not self.over

    def runs(self, at: datetime) -> bool:
        """Whether it opens something *at* a moment after which nothing has happened to it."""
        return not self.over and isinstance(self.answer, DisclosureGranted) and at < self.answer.until


class Disclosures(msgspec.Struct, frozen=True):
    """Every disclosure that was asked for."""

    each: tuple[Disclosure, ...] = ()

    def find(self, disclosure: str) -> Disclosure | None:
        """The disclosure of that identifier."""
        return next((one for one in self.each if one.asked.disclosure == disclosure), None)


def evolve(state: Disclosures, event: DisclosureEvent | AgencyLeft) -> Disclosures:
    """The disclosures after *event*. What does not fit leaves them as they are: history is never rejected."""
    match event:
        case DisclosureRequested():
            return replace(state, each=(*state.each, Disclosure(event)))
        case DisclosureGranted() | DisclosureRefused():
            return _changed(state, event.disclosure, answer=event)
        case DisclosureRecalled(disclosure=disclosure) | DisclosureExpired(disclosure=disclosure):
            return _changed(state, disclosure, over=True)
        case AgencyLeft(agency=agency):
            ended = tuple(replace(one, over=True) if one.asked.by_agency == agency else one for one in state.each)
            return replace(state, each=ended)
        case _:
            assert_never(event)


def _changed(state: Disclosures, disclosure: str, **now: object) -> Disclosures:
    each = tuple(replace(one, **now) if one.asked.disclosure == disclosure else one for one in state.each)
    return replace(state, each=each)
