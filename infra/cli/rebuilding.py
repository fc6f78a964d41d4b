"""`lantern rebuild`: views built anew beside the live ones, in the folder of every process that keeps them.

Invariant: nothing is touched before each of these folders is held, so that no process works on one of them meanwhile.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.composition.ground import Ground, ground
from infra.composition.process import Parts, views_of
from infra.faults import Misuse
from infra.settings import Settings
from infra.sqlite.holding import holding
from infra.sqlite.views import Views
from projections.views import View
from workers.projecting import Projecting
from workers.rebuilding import Rebuilding

KINDS = (Parts(), Parts(workers=False), Parts(web=False))
"""Every process that keeps views. The first keeps all of them."""


async def rebuild(settings: Settings, name: str | None) -> int:
    """Build the view *name*, or all of them, anew wherever a process on this machine has kept them."""
    known = [view.name for view in KINDS[0].views]
    if name is not None and name not in known:
        raise Misuse(f"There is no view {name}: choose one of {', '.join(known)}.")
    found = [parts for parts in KINDS if views_of(settings, parts).exists() and _chosen(parts, name)]
    async with ground(settings) as base:
        with ExitStack() as held:
            for parts in found:
                held.enter_context(holding(views_of(settings, parts)))
            for parts in found:
                await _anew(base, settings, parts, _chosen(parts, name))
    if not found:
        click.echo(f"Nothing to build anew: no process has kept views in {settings.data}.")
    return 0


def _chosen(parts: Parts, name: str | None) -> Sequence[View[Any]]:
    return [view for view in parts.views if name in (None, view.name)]


async def _anew(base: Ground, settings: Settings, parts: Parts, chosen: Sequence[View[Any]]) -> None:
    views = Views(views_of(settings, parts), parts.views)
    try:
        projecting = Projecting(base.store, views, base.clock)
        await projecting.drain()
        with _bar() as progress:
            for view in chosen:
                bar = progress.add_task(f"{parts.name}: {view.name}", total=None)

                def advance(done: int, of: int, bar: Any = bar) -> None:
                    progress.update(bar, completed=done, total=of)

                work = Rebuilding(base.store, views, base.clock, projecting, progress=advance)
                difference = await work.rebuild(view)
                said = "no difference" if difference.same else str(difference)
                click.echo(f"{parts.name}: {view.name}: built anew, {said}.")
    finally:
        views.close()


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:>20}"), BarColumn(), MofNCompleteColumn(), console=Console(file=sys.stderr)
    )
