"""The form by which a timeline is chosen: kinds, agencies, phases, a part of time, and words.

Invariant: words go into an address only as far as the record itself says them in clear; what else somebody looks for
may be a name, and is answered where it was asked. Sealed texts are searched only by who asks for that, on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect

from web.access.justifying import has_said_why
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.casefile import looking
from web.casefile.building import build
from web.casefile.choosing import LONGEST_WORDS, Choice, choice_of
from web.casefile.record import A_PAGE, Record, holding, in_words, known_words, record_of, titles_in
from web.casefile.timeline import LANES
from web.pages.lanes.picture import lanes_of, named
from web.texts.wording.looking import reasons


@post("/cases/{case_id:str}/timeline", include_in_schema=False, status_code=200)
async def choose_entries(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Go to the timeline as chosen; words that nothing says in clear are told, or looked for in what is sealed."""
    services, viewer = services_of(request), request.user
    record = record_of(services, viewer, case_id)
    data = named({name: str(value) for name, value in (await request.form()).items()})
    if data.get("sealed") and data.get("words", "").strip():
        return await _found(request, record, data)
    known, unknown = known_words(record, data.get("words", ""), services.people, titles_in(record.entries))
    choice = _choice(record, {**data, "words": known})
    lanes = data.get("view") == "lanes"
    if not unknown:
        where = f"{LANES}{choice.query()}" if lanes else f"{choice.query()}#timeline"
        return Redirect(f"/cases/{record.case.id}{where}", status_code=303)
    look = await looking.look_of(services, viewer, record.case.id)
    if lanes:
        shown = lanes_of(services, viewer, record, choice, look)
        return page(request, "pages/lanes.html", case=shown, unsaid=unknown)
    case = await build(services, viewer, record, choice, look=look)
    return page(request, "pages/case.html", case=case, unsaid=unknown)


def _choice(record: Record, said: Mapping[str, str]) -> Choice:
    return choice_of(said, [entry.agency for entry in record.entries])


async def _found(request: AppRequest, record: Record, data: Mapping[str, str]) -> Response[Any]:
    """The entries that hold what was looked for, the sealed opened, as the answer to the form and at no address."""
    services, viewer = services_of(request), request.user
    words = " ".join(data["words"].split())[:LONGEST_WORDS]
    choice = _choice(record, {**data, "words": ""})
    found = await holding(services, viewer, record, choice, words.casefold().split())
    titles = titles_in(record.entries)
    return page(
        request,
        "pages/found.html",
        case=record.case,
        entries=await in_words(services, viewer, record, found[:A_PAGE], titles),
        count=len(found),
        words=words,
        back=f"/cases/{record.case.id}{LANES}{choice.query()}",
        reasons=() if await has_said_why(services, viewer, record.case.id) else reasons(),
    )


HANDLERS = (choose_entries,)
