"""Which event leads to which: the flow behind a playbook, without any place.

Invariant: every duty is in exactly one group, that of the event in its phase which gives it; an arrow that follows from
others is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.playbook.rules import Phase

Link = tuple[int, int]
"""From one group to another, by their places in the flow."""


@dataclass(frozen=True)
class Item:
    """A duty to be drawn: its *id*, when it arises, what *ends* it, and how many *lines* its title takes."""

    id: str
    phase: Phase
    event: str
    ends: Sequence[str]
    lines: int


@dataclass(frozen=True)
class Group:
    """An *event* in a *phase*, and the duties that it gives."""

    phase: Phase
    event: str
    items: Sequence[Item]


def groups_of(items: Iterable[Item]) -> list[Group]:
    """*items* by phase and event, in the order of the phases and of the rules."""
    found: dict[tuple[Phase, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.phase, item.event), []).append(item)
    order = list(Phase)
    keys = sorted(found, key=lambda key: order.index(key[0]))
    return [Group(phase, event, tuple(found[phase, event])) for phase, event in keys]


def links_of(groups: Sequence[Group]) -> list[Link]:
    """From each group to those of the events that end its duties, and to the next of its own event."""
    forward, back = set[Link](), set[Link]()
    for at, group in enumerate(groups):
        for event in {event for item in group.items for event in item.ends} - {group.event}:
            later = _places(groups, event, after=at)
            earlier = _places(groups, event)
            if later:
                forward.add((at, later[0]))
            elif earlier:
                back.add((at, earlier[-1]))
        forward.update((at, again) for again in _places(groups, group.event, after=at)[:1])
    ahead = _reached(forward, len(groups))
    kept = {link for link in forward if not _follows(link, forward, ahead)}
    kept |= {(at, to) for at, to in back if not any((further, to) in back for further in ahead[at])}
    return sorted(kept)


def _places(groups: Sequence[Group], event: str, after: int = -1) -> list[int]:
    return [at for at, group in enumerate(groups) if group.event == event and at > after]


def _reached(forward: Collection[Link], count: int) -> Mapping[int, frozenset[int]]:
    """Which groups come after each, near or far; links forward lead to higher places, so the last are known first."""
    ahead: dict[int, frozenset[int]] = {}
    for at in range(count - 1, -1, -1):
        near = [to for source, to in forward if source == at]
        ahead[at] = frozenset(near).union(*(ahead[to] for to in near))
    return ahead


def _follows(link: Link, forward: Collection[Link], ahead: Mapping[int, frozenset[int]]) -> bool:
    """Whether other links lead from the one end of *link* to the other already."""
    at, to = link
    return any(source == at and between != to and to in ahead[between] for source, between in forward)
