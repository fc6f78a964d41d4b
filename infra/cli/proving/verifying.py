"""`lantern verify`: the whole of both logs, where they are.

Invariant: it changes nothing, and opens nothing that is sealed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.cli.proving.trusting import Trusted
from infra.composition.ground import Ground, ground
from infra.evidence.examining import Fault, Lapse
from infra.evidence.online import Verified, verify_log
from infra.evidence.statements import LATEST, Dated, agreed
from infra.evidence.timestamps.tokens import Certificates
from infra.identity.keeping import kept_months
from infra.nats.checkpoints.stream import LOGS, Log
from infra.settings import Settings
from merkle.notes import Key

SHOWN = 40
"""So many faults are listed; the rest is counted."""

PATIENCE = timedelta(days=1)
"""So long a witness may be away before what it is needed for is a fault."""

SHORTEST_MONTH = timedelta(days=28)


async def verify(settings: Settings, trusted: Trusted) -> int:
    """Verify both logs, believing whom *trusted* names. 1 when something is wrong."""
    found: list[Verified] = []
    async with ground(settings, join=True) as base:
        with _bar() as progress:
            for log in LOGS:
                if not trusted.of(log):
                    click.echo(f"{log}: not looked at, since no key of it was named.")
                    continue
                bar = progress.add_task(log, total=None)

                def advance(done: int, of: int, bar: Any = bar) -> None:
                    progress.update(bar, completed=done, total=of)

                found.append(await _verified(base, log, trusted, advance))
    faults: list[Fault] = []
    for verified in found:
        _tell(verified, trusted.witnesses, trusted.certificates)
        wrong = [*verified.faults, *_alone(verified, trusted.needed)]
        tell_places([str(fault) for fault in wrong], "  FAULT ")
        faults += wrong
    tell_faults(faults, "Nothing was changed.")
    return 1 if faults or not found else 0


async def _verified(base: Ground, log: Log, trusted: Trusted, advance: Callable[[int, int], None]) -> Verified:
    now = base.clock.now()
    return await verify_log(
        base.wire,
        log,
        trusted.of(log),
        trusted.witnesses,
        Lapse(now - min(kept_months().values()) * SHORTEST_MONTH) if log == "access" else None,
        advance,
        certificates=trusted.certificates,
        waited=now - PATIENCE,
    )


def _alone(verified: Verified, needed: int) -> list[Fault]:
    """A fault when entries that were signed a day ago are not co-signed by as many witnesses as are *needed*."""
    covered = agreed([(each.witness, each.size) for each in verified.witnessed], needed)
    settled = verified.examination.settled
    if covered is None or settled <= covered:
        return []
    return [Fault(covered + 1, f"from here to {settled} fewer than {needed} of the witnesses have co-signed in a day")]


def _tell(verified: Verified, named: Collection[Key], believed: Certificates) -> None:
    examined = verified.examination
    click.echo(
        f"{verified.log}: entries {examined.messages}, checkpoints {examined.checkpoints}, "
        f"signed up to {examined.edge.size}, root {examined.edge.root.hex()}"
    )
    for witness, size, at in verified.witnessed:
        click.echo(f"  co-signed up to {size} by {witness} on {second(at)}")
    tell_silent(named, [signed.witness for signed in verified.witnessed])
    if verified.heard.unknown:
        click.echo(f"  witnesses whose keys were not named: {verified.heard.unknown}")
    if examined.unsigned:
        click.echo(f"  without a checkpoint yet: the last {examined.unsigned}")
    if examined.gone:
        click.echo(f"  gone after their time: {examined.gone}")
    tell_dated(verified.heard.dated, verified.heard.unread, believed)
    tell_places([str(told) for told in map(noted, examined.told)], "  noted: ")


def tell_dated(dated: Sequence[Dated], unread: int, believed: Certificates) -> None:
    """Print how far authorities have timestamped a log, and when; that none has, where some are *believed*."""
    newest = {each.authority: each for each in dated}
    for authority, each in newest.items():
        count = sum(other.authority == authority for other in dated)
        click.echo(f"  timestamped up to {each.size} by {authority} on {each.at:%Y-%m-%d %H:%M:%S} UTC, times: {count}")
    if believed and not dated:
        click.echo("  NOT timestamped by an authority that was named: whoever rewrites a log leaves that out")
    if unread:
        click.echo(f"  timestamps of authorities whose certificates were not named: {unread}")


def tell_faults(faults: Sequence[Fault], none: str) -> None:
    """Print the last line: how many *faults* there are, or the sentence for *none*."""
    click.echo(f"{len(faults)} faults." if len(faults) > 1 else "1 fault." if faults else none)


def noted(told: tuple[int, str]) -> str:
    """What is no fault, with its position."""
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
