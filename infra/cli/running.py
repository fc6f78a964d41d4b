"""Processes that stay up: serve, web, workers, demo.

Invariant: the line that says Lantern is ready is printed once requests are answered, never before.
"""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from infra.composition.demo import ACCOUNTS, PASSWORD
from infra.composition.http.running import run
from infra.composition.process import Parts
from infra.faults import Misuse
from infra.settings import Settings


async def up(settings: Settings, parts: Parts) -> None:
    """Run *parts* until a signal comes."""
    if settings.embedded and parts.name != "serve":
        raise Misuse(f"`lantern {parts.name}` needs a server that others share: set NATS_URL, or use `lantern serve`.")
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with progress:
        bar = progress.add_task("Reading the log", total=None)

        def caught_up(done: int, of: int) -> None:
            progress.update(bar, completed=done, total=of)

        async def ready(address: str) -> None:
            progress.stop()
            click.echo(f"Lantern is ready at {address}" if address else "The workers are ready.")
            if parts.demo:
                click.echo(ACCOUNTS % {"password": PASSWORD})
            sys.stdout.flush()

        await run(
            settings,
            parts,
            ready=ready,
            progress=caught_up,
            tell=lambda words: progress.update(bar, description=words),
        )
