"""A copy of the record of who looked, for a supervisory authority that asks for it.

Invariant: it holds what its reader sees on the page and nothing more; that it was taken is on record first; no cell of
the table can be taken for a formula by a program that opens it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, get
from litestar.params import FromQuery

from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.eventlog.tables import written
from web.pages.looking.looked import Line, lines

COLUMNS = ("at", "agency", "person", "did", "what", "why", "case")

MONTH = re.compile(r"\d{4}-\d{2}")


def as_csv(told: Sequence[Line]) -> bytes:
    """*told* as a table, each cell safe and in quotation marks."""
    return written(COLUMNS, map(_row, told))


def as_lines(told: Sequence[Line]) -> bytes:
    """*told* as JSON, one object a line."""
    rows = [dict(zip(COLUMNS, _row(each), strict=True)) for each in told]
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _row(each: Line) -> list[str]:
    reference = each.case.reference if each.case else ""
    return [each.at.isoformat(), each.agency_name, each.who, each.kind, each.what, each.why, reference]


WAYS = {"csv": (as_csv, "text/csv; charset=utf-8"), "jsonl": (as_lines, "application/jsonl; charset=utf-8")}


@get("/audit/looked/copy", include_in_schema=False)
async def copy(request: AppRequest, month: FromQuery[str] = "", form: FromQuery[str] = "csv") -> Response[Any]:
    """One *month* of the record as a file; that it was taken is on record first."""
    services, viewer = services_of(request), request.user
    if not seeing.reads_looks(viewer) or form not in WAYS or not MONTH.fullmatch(month):
        raise NotThere
    write, media = WAYS[form]
    await services.consultations.note("exported", asker(viewer), f"{form} {month}")
    told = lines(services, await seeing.looks_of_month(services, viewer, month))
    name = f"who-looked-{month}.{form}"
    return Response(write(told), media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


HANDLERS = (copy,)
