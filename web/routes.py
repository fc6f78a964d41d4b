"""Every handler, by whether it asks for somebody signed in.

Invariant: what stands under *OPEN* shows nothing of any case.
"""

from __future__ import annotations

from web.api import files, system, work
from web.pages import audit, board, case, cases, live, signing, styleguide, task

OPEN = (*signing.HANDLERS, *system.OPEN, *styleguide.HANDLERS)
PAGES = (
    *board.HANDLERS,
    *task.HANDLERS,
    *cases.HANDLERS,
    *case.HANDLERS,
    *audit.HANDLERS,
    *live.HANDLERS,
)
API = (
    *work.HANDLERS,
    *files.HANDLERS,
    *system.HANDLERS,
)
