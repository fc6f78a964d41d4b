"""Every component in every state, for whoever changes how things look.

Invariant: it shows samples only, nothing of any case.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from web.access.viewer import AppRequest
from web.answers.rendering import page


@get("/styleguide", include_in_schema=False)
async def styleguide(request: AppRequest) -> Response[Any]:
    """The page of all components."""
    return page(request, "pages/styleguide.html")


HANDLERS = (styleguide,)
