"""Commands that read the log and end: check, replay.

Invariant: they change nothing but read models; what they print holds no private text.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import datetime

import click

from infra.codec import check_register
from infra.composition.ground import Ground, ground
from infra.data import PLAYBOOKS, RETENTION
from infra.evidence.shown import Standings
from infra.faults import AnswerIsNo, Misuse
from infra.playbooks import load_playbooks
from infra.retention import load_retention
from infra.settings import Settings
from infra.sqlite.holding import holding
from infra.sqlite.views import Views
from projections import cases, directory, timeline, visibility
from web.texts import wording
from workers.projecting import Projecting


async def check(settings: Settings) -> int:
    """Say what is configured, also in the files that are named, and whether the log can be reached."""
    check_register()
    books = load_playbooks(PLAYBOOKS)
    load_retention(RETENTION)
    async with ground(settings, join=True) as base:
        last = await base.store.last_position()
        Standings(base)
    where = "the server of NATS_URL" if not settings.embedded else f"the embedded server on {settings.data}"
    click.echo(
        f"All is well: {where} answers, the log has {last} facts, the rules of {len(books.playbooks)} files are valid."
    )
    return 0


async def replay(settings: Settings, case: str, until: str | None, agency: str | None) -> int:
    """Print the facts of *case* in the order in which they were recorded."""
    async with ground(settings, join=True) as base, look(base, case, until, agency) as (views, found, seen):
        _print(views, found, seen)
    return 0


@asynccontextmanager
async def look(
    base: Ground, case: str, until: str | None, agency: str | None
) -> AsyncIterator[tuple[Views, cases.Case, Sequence[timeline.Entry]]]:
    """The *case* by identifier or reference, and what of it *agency* could see *until* a moment, with the views.

    Raises a fault for a case or an agency that is not there.
    """
    moment, folder = _moment(until), base.settings.data / "views" / "replay"
    with holding(folder), closing(Views(folder, (timeline.VIEW, cases.VIEW, directory.VIEW))) as views:
        await Projecting(base.store, views, base.clock).drain()
        found = views.get(cases.VIEW, case) or _by_reference(views, case)
        if found is None:
            raise AnswerIsNo(f"There is no case {case}.")
        eyes = _eyes(views, agency)
        entries = views.select(timeline.VIEW, {"case": found.id}, order_by=("position",))
        seen = visibility.entries_seen(
            visibility.LANTERN, found, entries, as_seen_by=eyes, as_known_at=moment, now=base.clock.now()
        )
        yield views, found, seen


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        raise Misuse("--until takes a time with its offset: for example 2026-11-21T14:30:00Z.")
    return parsed


def _by_reference(views: Views, reference: str) -> cases.Case | None:
    found = views.select(cases.VIEW, {"reference": reference.upper()})
    return found[0] if found else None


def _eyes(views: Views, agency: str | None) -> visibility.Viewer | None:
    if agency is None:
        return None
    found = views.get(directory.VIEW, agency)
    if found is None:
        raise Misuse(f"There is no agency {agency}: name it by its identifier.")
    return visibility.Viewer(found.id, found.role, found.country)


def _print(views: Views, case: cases.Case, entries: Sequence[timeline.Entry]) -> None:
    names = {agency.id: agency.name for agency in views.select(directory.VIEW)}
    click.echo(f"{case.reference}  {len(entries)} facts  (case {case.id})")
    for entry in entries:
        late = "  late" if entry.late else ""
        who = names.get(entry.agency, "Lantern")
        what = entry.name if entry.unknown else wording.event(entry.name)
        title = f": {entry.codes['title']}" if "title" in entry.codes else ""
        click.echo(
            f"{entry.position:>7}  {entry.occurred.at:%Y-%m-%d %H:%M}  recorded {entry.recorded_at:%Y-%m-%d %H:%M:%S}"
            f"{late}  {who}  {what}{title}"
        )
