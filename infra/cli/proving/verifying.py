"""`lantern verify`: the whole of both logs, where they are.

Invariant: it changes nothing, and opens nothing that is sealed.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.cli.proving.trusting import own_keys, read_keys
from infra.composition.ground import ground
from infra.evidence.examining import Lapse
from infra.evidence.online import Verified, verify_log
from infra.identity.keeping import kept_months
from infra.nats.checkpoints.stream import LOGS
from infra.settings import Settings
from merkle.notes import Key

SHOWN = 40
"""So many faults are listed; the rest is counted."""

LATEST = 253_402_300_799
"""The last second of the year 9999: a witness may say anything."""

SHORTEST_MONTH = timedelta(days=28)


async def verify(settings: Settings, keys: Path | None) -> int:
    """Verify both logs with the public *keys* of a file, or those of this installation. 1 when something is wrong."""
    trusted = read_keys(keys) if keys is not None else own_keys(settings)
    found: list[Verified] = []
    async with ground(settings, join=True) as base:
        lapse = Lapse(base.clock.now() - min(kept_months().values()) * SHORTEST_MONTH)
        with _bar() as progress:
            for log in LOGS:
                key = trusted.of(log)
                if key is None:
                    click.echo(f"{log}: not looked at, since no key of it was named.")
                    continue
                bar = progress.add_task(log, total=None)

                def advance(done: int, of: int, bar: Any = bar) -> None:
                    progress.update(bar, completed=done, total=of)

                lapsing = lapse if log == "access" else None
                found.append(await verify_log(base.wire, log, key, trusted.witnesses, lapsing, advance))
    for verified in found:
        _tell(verified, trusted.witnesses)
    wrong = sum(len(verified.faults) for verified in found)
    click.echo(f"{wrong} faults." if wrong > 1 else "1 fault." if wrong else "Nothing was changed.")
    return 1 if wrong or not found else 0


def _tell(verified: Verified, named: Collection[Key]) -> None:
    examined = verified.examination
    click.echo(
        f"{verified.log}: entries {examined.messages}, checkpoints {examined.checkpoints}, "
        f"signed up to {examined.edge.size}, root {examined.edge.root.hex()}"
    )
    for witness, size, at in verified.witnessed:
        click.echo(f"  co-signed up to {size} by {witness} on {second(at)}")
    tell_silent(named, [signed.witness for signed in verified.witnessed])
    if verified.unknown:
        click.echo(f"  witnesses whose keys were not named: {verified.unknown}")
    if examined.unsigned:
        click.echo(f"  without a checkpoint yet: the last {examined.unsigned}")
    if examined.gone:
        click.echo(f"  gone after their time: {examined.gone}")
    tell_places([str(told) for told in map(_noted, examined.told)], "  noted: ")
    tell_places([str(fault) for fault in verified.faults], "  FAULT ")


def _noted(told: tuple[int, str]) -> str:
    return f"position {told[0]}: {told[1]}"


def second(at: int) -> str:
    """The second *at* which a witness says that it signed, in words."""
    return f"{datetime.fromtimestamp(min(at, LATEST), UTC):%Y-%m-%d %H:%M:%S} UTC"


def tell_silent(named: Collection[Key], heard: Collection[str]) -> None:
    """Print which of the witnesses *named* were not *heard*: whoever rewrites a log leaves their words out."""
    for key in named:
        if key.name not in heard:
            click.echo(f"  NOT co-signed by {key.name}: ask them what they have signed")


def tell_places(lines: Sequence[str], mark: str) -> None:
    """Print *lines*, the first of them if there are many."""
    for line in lines[:SHOWN]:
        click.echo(f"{mark}{line}")
    if len(lines) > SHOWN:
        click.echo(f"{mark}{len(lines) - SHOWN} more")


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:>20}"), BarColumn(), MofNCompleteColumn(), console=Console(file=sys.stderr)
    )
