"""`lantern export`: a case as a bundle; `lantern verify BUNDLE`: one that somebody gave us.

Invariant: verifying needs no server, no settings and no key but the public ones that were named.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from domain.context import SYSTEM_AGENCY
from infra.cli.proving.trusting import read_keys
from infra.cli.proving.verifying import second, tell_places, tell_silent
from infra.cli.reading import look
from infra.codec.facts import time_text
from infra.composition.ground import ground
from infra.evidence.bundle.checking import Checked, check
from infra.evidence.bundle.opening import open_bundle
from infra.evidence.bundle.packing import Asked, gather, pack
from infra.evidence.bundle.shapes import Manifest
from infra.evidence.rows import FileRows
from infra.faults import Misuse, from_os_error
from infra.settings import Settings
from merkle.levels import Levels
from merkle.notes import Key
from web.ports import Asker


async def export(settings: Settings, case: str, agency: str | None, to: Path | None) -> int:
    """Write *case*, as *agency* may see it, to the file *to*, or to one called after the case."""
    async with ground(settings, join=True) as base, look(base, case, None, agency) as (_, found, seen):
        asked = Asked(
            case=found.id,
            reader=agency or "Lantern itself",
            positions=frozenset(entry.position for entry in seen),
            made_at=time_text(base.clock.now()),
        )
        # While the views are held, nobody else on this machine works on the files of the tree.
        with FileRows(settings.data / "checkpoints" / "tree") as rows:
            packed = await gather(base.wire, asked, Levels(rows))
        # Before it is written: who took a copy is on record, or there is none.
        operator = Asker(member=SYSTEM_AGENCY, agency=SYSTEM_AGENCY, country="", sitting=base.ids.new())
        await base.consultations.note("exported", operator, "bundle", found.id)
    path = to or Path(f"{found.reference}.lantern.zip")
    try:
        pack(path, packed)
    except OSError as error:
        raise from_os_error(error, path) from error
    click.echo(f"{path}: {packed.manifest.events} facts of {found.reference} as {asked.reader} may see them.")
    if packed.unsigned:
        click.echo(f"{packed.unsigned} newer ones have no checkpoint yet and are not in it: export again in a moment.")
    return 0


def verify(bundle: Path, keys: Path | None) -> int:
    """Verify *bundle* with the public *keys* of a file. 1 when something is wrong with it."""
    if keys is None:
        raise Misuse("Name the public keys that you trust with --keys: a bundle cannot vouch for itself.")
    trusted = read_keys(keys)
    manifest, parts = open_bundle(bundle)
    checked = check(manifest, parts, trusted.logs, trusted.witnesses)
    _tell(manifest, checked, trusted.witnesses)
    return 1 if checked.faults else 0


def _tell(manifest: Manifest, checked: Checked, named: Collection[Key]) -> None:
    click.echo(
        f"{checked.events} facts of the case {ascii(manifest.case)[1:-1]} and {checked.playbooks} published rules, "
        f"taken, as it says, on {ascii(manifest.made_at)[1:-1]}"
    )
    if checked.checkpoint is not None:
        click.echo(f"  signed by {checked.checkpoint.origin}, of {checked.checkpoint.size} entries")
    for witness in checked.witnesses:
        click.echo(f"  co-signed up to {witness.size} by {witness.name} on {second(witness.at)}")
    tell_silent(named, [each.name for each in checked.witnesses])
    if checked.unknown:
        click.echo(f"  witnesses whose keys were not named: {checked.unknown}")
    if checked.gaps:
        click.echo(f"  places where its histories have versions that are not in the bundle: {checked.gaps}")
    tell_places([str(fault) for fault in checked.faults], "  FAULT ")
    wrong = len(checked.faults)
    click.echo(
        f"{wrong} faults." if wrong > 1 else "1 fault." if wrong else "All that is in it stands in the log as it is."
    )
