"""Which photos of the child are kept, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec

from domain.case.photos.events import PhotoAdded, PhotoEvent, PhotoWithdrawn


class Photos(msgspec.Struct, frozen=True, kw_only=True):
    """The identifiers of the photos that are *kept*, in the order in which they came."""

    kept: tuple[str, ...] = ()


def evolve(photos: Photos, event: PhotoEvent) -> Photos:
    """The photos after *event*."""
    match event:
        case PhotoAdded(photo=photo):
            return Photos(kept=(*photos.kept, photo))
        case PhotoWithdrawn(photo=photo):
            return Photos(kept=tuple(each for each in photos.kept if each != photo))
        case _:
            assert_never(event)
