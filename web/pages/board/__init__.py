"""The pages on which an agency works through its tasks.

Invariant: only what the rules of visibility let the viewer's agency see is ever read for it.
"""

from __future__ import annotations

from web.pages.board import bulk, looking, shift, undoing, views, wall

HANDLERS = (
    *looking.HANDLERS,
    *bulk.HANDLERS,
    *shift.HANDLERS,
    *undoing.HANDLERS,
    *views.HANDLERS,
    *wall.HANDLERS,
)
