"""Commands that read the log and end: check, replay, rebuild.

Invariant: they change nothing but read models; what they print holds no private text.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.codec import check_register
from infra.composition.ground import ground
from infra.composition.process import WEB_VIEWS, WORKER_VIEWS, Parts
from infra.data import PLAYBOOKS
from infra.faults import AnswerIsNo, Misuse
from infra.playbooks import load_playbooks
from infra.settings import Settings
from infra.sqlite.views import Views
from projections import cases, directory, timeline, visibility
from projections.views import View
from web.texts import wording
from workers.projecting import Projecting
from workers.rebuilding import Rebuilding


async def check(settings: Settings) -> int:
    """Say what is configured and whether the log can be reached."""
    check_register()
    books = load_playbooks(PLAYBOOKS)
    async with ground(settings, join=True) as base:
        last = await base.store.last_position()
    where = "the server of NATS_URL" if not settings.embedded else f"the embedded server on {settings.data}"
    click.echo(
        f"All is well: {where} answers, the log has {last} facts, the rules of {len(books.playbooks)} files are valid."
    )
    return 0


async def replay(settings: Settings, case: str, until: str | None, agency: str | None) -> int:
    """Print the facts of *case* in the order in which they were recorded."""
    moment = _moment(until)
    async with ground(settings, join=True) as base:
        views = Views(settings.data / "views" / "replay", (timeline.VIEW, cases.VIEW, directory.VIEW))
        try:
            await Projecting(base.store, views, base.clock).drain()
            found = views.get(cases.VIEW, case) or _by_reference(views, case)
            if found is None:
                raise AnswerIsNo(f"There is no case {case}.")
            eyes = _eyes(views, agency)
            entries = views.select(timeline.VIEW, {"case": found.id}, order_by=("position",))
            seen = visibility.entries_seen(visibility.LANTERN, found, entries, as_seen_by=eyes, as_known_at=moment)
            _print(views, found, seen)
        finally:
            views.close()
    return 0


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


async def rebuild(settings: Settings, name: str | None) -> int:
    """Build the view *name*, or all of them, anew."""
    known: dict[str, View[Any]] = {view.name: view for view in (*WEB_VIEWS, *WORKER_VIEWS)}
    if name is not None and name not in known:
        raise Misuse(f"There is no view {name}: choose one of {', '.join(known)}.")
    chosen = [known[name]] if name else list(known.values())
    async with ground(settings) as base:
        views = Views(settings.data / "views" / Parts().name, tuple(known.values()))
        try:
            projecting = Projecting(base.store, views, base.clock)
            await projecting.drain()
            with _bar() as progress:
                for view in chosen:
                    bar = progress.add_task(view.name, total=None)

                    def advance(done: int, of: int, bar: Any = bar) -> None:
                        progress.update(bar, completed=done, total=of)

                    work = Rebuilding(base.store, views, base.clock, projecting, progress=advance)
                    difference = await work.rebuild(view)
                    click.echo(f"{view.name}: built anew, {'no difference' if difference.same else str(difference)}.")
        finally:
            views.close()
    return 0


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:>14}"), BarColumn(), MofNCompleteColumn(), console=Console(file=sys.stderr)
    )
