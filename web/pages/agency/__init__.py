"""How an agency is reached: its hours, who is on call, who answers while it is closed; and saying so.

Invariant: only the agency's own administrators and duty officers change it; the agency decides, the page only offers.
"""

from __future__ import annotations

from web.pages.agency import looking, setting

HANDLERS = (*looking.HANDLERS, *setting.HANDLERS)
