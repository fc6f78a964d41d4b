"""What a search gives.

Invariant: everything found has an address, at which it is cut again for whoever goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """One thing: what it is called, what tells it apart, and where it is."""

    title: str
    about: str
    href: str


@dataclass(frozen=True)
class Group:
    """Things of one kind; *more* says that there are more than are shown."""

    key: str
    title: str
    items: Sequence[Found]
    more: bool = False
