"""Who the child of a case is, as its page shows it once it was opened.

Invariant: identity stays sealed until it was opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from web.photos.showing import ShownPhoto
from web.shown.timeline import Detail


@dataclass(frozen=True)
class Identity:
    """Who the child is, opened."""

    fields: Sequence[Detail]
    erased_on: datetime | None = None
    photos: Sequence[ShownPhoto] = ()
