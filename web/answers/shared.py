"""An answer that many pages ask for at the same moment is made and packed once.

After a claim every open board of an agency asks for its region again. What differs between them is only whose it is:
so it carries no token, which htmx sends in a header anyway, and one key for the forms of everybody, which means another
command for each person.

Invariant: whatever the answer shows is in the place it is kept under, and who may see it has been decided before it is
looked for; it is never given to a page that asks without htmx, whose forms need their token.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.enums import MediaType
from litestar.utils.scope.state import ScopeState
from msgspec.structs import replace

from web.access.viewer import AppRequest
from web.answers.rendering import render_for

MOST = 100
"""How many answers are kept; a board of five hundred tasks takes about 200 kB."""

LEVEL = 4


@dataclass(frozen=True)
class _Kept:
    mark: str
    plain: bytes
    packed: bytes


_kept: OrderedDict[Hashable, _Kept] = OrderedDict()


def shared(
    request: AppRequest, place: Hashable, template: str, make: Callable[[], tuple[str, dict[str, Any]]]
) -> Response[Any]:
    """The answer kept at *place*; *make* gives its mark and what *template* shows, where there is none yet."""
    kept = _kept.get(place)
    if kept is None:
        mark, shown = make()
        viewer = replace(request.user, session=replace(request.user.session, csrf=""))
        plain = render_for(request, viewer, template, shown).encode()
        kept = _kept[place] = _Kept(f'"{mark}"', plain, gzip.compress(plain, LEVEL, mtime=0))
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    headers = {"etag": kept.mark}
    if request.headers.get("if-none-match") == kept.mark:
        return Response(None, status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(kept.plain, media_type=MediaType.HTML, headers=headers)
    # The framework would pack every answer anew, unless it comes out of a cache; which this one does.
    ScopeState.from_scope(request.scope).is_cached = True
    headers |= {"content-encoding": "gzip", "vary": "Accept-Encoding, Cookie, Accept-Language, HX-Request"}
    return Response(kept.packed, media_type=MediaType.HTML, headers=headers)
