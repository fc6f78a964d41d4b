"""``lantern keys``: how the key-encryption key stands, another in its place, and the older one taken away.

Invariant: nothing that is printed is a key or leads back to one; the same command goes on with what was interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.cli.keys.rotation import Rotation
from infra.composition.ground import ground
from infra.settings import Settings
from infra.sqlite.holding import holding

WHERE = "rotating"
"""The folder under DATA that says by a lock of the kernel that somebody rotates here."""


async def status(settings: Settings) -> int:
    """Say which key wraps, which are here, and what is still under another; 1 where a key is missing."""
    async with ground(settings, join=True) as base:
        standing = await Rotation(base, settings).standing()
    click.echo(f"{standing.current} wraps new keys.")
    for kek in standing.here:
        if kek != standing.current:
            click.echo(f"{kek} is here as well{_needed(standing.under, kek)}.")
    missing = {standing.current, *standing.under} - set(standing.here)
    for kek in sorted(missing):
        click.echo(f"{kek} is MISSING{_needed(standing.under, kek)}: put it back from a copy.")
    return 1 if missing else 0


def _needed(under: Mapping[str, int], kek: str) -> str:
    return f", and {under[kek]} stored keys and secrets are under it" if kek in under else ", and nothing needs it"


async def rotate(settings: Settings) -> int:
    """Put a new key in the place of the one there is; what was interrupted is gone on with."""
    with holding(settings.data / WHERE), _bar() as bar:
        async with ground(settings, join=True) as base:
            rotation, shown = Rotation(base, settings), bar.add_task("", total=None)
            async for step in rotation.run():
                bar.update(shown, description=step.what, completed=step.done if step.of else 1, total=step.of or 1)
            standing = await rotation.standing()
    click.echo(f"Everything stored is under {standing.current} now; running processes use it without a restart.")
    if len(standing.here) > 1:
        click.echo(
            "Make your copies of the new key now. Then `lantern keys retire` takes the older one out of the file; "
            "until then both are there."
        )
    return 0


async def retire(settings: Settings) -> int:
    """Take the older key away, once nothing needs it."""
    with holding(settings.data / WHERE):
        async with ground(settings, join=True) as base:
            older = await Rotation(base, settings).retire()
    if not older:
        click.echo("There is no older key here.")
        return 0
    names = ", ".join(older)
    click.echo(f"Nothing stored needs {names} any more.")
    if settings.kek is not None:
        click.echo("Unset LANTERN_KEK_OLD, and restart every process.")
    click.echo(
        f"Now destroy every other copy of {names}: on paper, in a safe, in a backup of DATA. Whoever has one of them "
        "and an older backup of LANTERN_KEYS can open what that backup holds, also of children who were erased since."
    )
    return 0


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:>32}"), BarColumn(), MofNCompleteColumn(), console=Console(file=sys.stderr)
    )
