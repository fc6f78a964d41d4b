"""The keys that do something, in words. ``static/js/keys.js`` does what stands here.

Invariant: no key does anything that cannot be done without it, and one letter alone can be turned off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.texts.catalog import mark


@dataclass(frozen=True)
class Key:
    """What to press, one after the other, and what it does."""

    press: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class Group:
    """Keys that work in the same places; *sections* names these, and is empty for everywhere."""

    title: str
    sections: tuple[str, ...]
    keys: Sequence[Key]


GROUPS = (
    Group(
        mark("Everywhere"),
        (),
        (
            Key((mark("Ctrl K"),), mark("Search cases, tasks, people, and what you can do")),
            Key(("/",), mark("Search")),
            Key(("?",), mark("Show the keys of this page")),
            Key(("g", "b"), mark("Go to the board")),
            Key(("g", "c"), mark("Go to the cases")),
            Key(("g", "p"), mark("Go to the playbooks: which rules hold")),
            Key(("g", "s"), mark("Go to your settings")),
            Key((mark("Esc"),), mark("Close what is open over the page")),
        ),
    ),
    Group(
        mark("In a list"),
        ("board", "cases", "audit"),
        (
            Key(("j",), mark("Go to the next one")),
            Key(("k",), mark("Go to the one before")),
            Key(("o",), mark("Open it, as Enter does")),
        ),
    ),
    Group(
        mark("In the room of a conference"),
        ("room",),
        (
            Key(("←",), mark("Go one step back; who presents leads everybody there")),
            Key(("→",), mark("Go one step on; who presents leads everybody there")),
        ),
    ),
    Group(
        mark("At a task"),
        ("board", "cases"),
        (
            Key(("c",), mark("Claim it")),
            Key(("x",), mark("Select it, to claim or hand over several at once")),
        ),
    ),
    Group(
        mark("In a replay"),
        ("replay",),
        (
            Key(("j",), mark("One fact on")),
            Key(("k",), mark("One fact back")),
            Key(("n",), mark("On to the next fact that changed their screens")),
            Key(("p",), mark("Back to the fact before that changed their screens")),
        ),
    ),
)


def of_page(section: str) -> list[Group]:
    """The keys that work on a page of *section*."""
    return [group for group in GROUPS if not group.sections or section in group.sections]
