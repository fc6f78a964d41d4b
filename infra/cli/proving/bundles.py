"""`lantern export`: a case as a bundle; `lantern verify BUNDLE`: one that somebody gave us.

Invariant: verifying needs no server, no settings and no key but the public ones that were named.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from domain.context import SYSTEM_AGENCY
from infra.cli.proving.trusting import Trusted
from infra.cli.proving.verifying import (
    noted,
    second,
    tell_dated,
    tell_faults,
    tell_places,
    tell_silent,
)
from infra.cli.reading import look
from infra.codec.facts import time_text
from infra.composition.ground import Ground, ground
from infra.evidence.bundle.checking import Checked, check
from infra.evidence.bundle.opening import open_bundle
from infra.evidence.bundle.packing import Asked, Packed, Paper, gather, pack, vouched
from infra.evidence.bundle.shapes import PAPER, Manifest
from infra.evidence.examining import Fault
from infra.evidence.rows import FileRows
from infra.evidence.signing import key_file, signers_of
from infra.evidence.statements import agreed
from infra.faults import from_os_error
from infra.nats.log.message import Raw
from infra.papers.bundled import Bundled, bundled
from infra.settings import Settings
from infra.sqlite.views import Views
from merkle.checkpoints import Checkpoint
from merkle.levels import Levels
from projections import directory
from web.papers.content import PaperFault
from web.people import Agency, People
from web.ports import Asker


async def export(settings: Settings, case: str, agency: str | None, to: Path | None) -> int:
    """Write *case*, as *agency* may see it, to the file *to*, or to one called after the case."""
    async with ground(settings, join=True) as base, look(base, case, None, agency) as (views, found, seen):
        now = base.clock.now()
        asked = Asked(
            case=found.id,
            reader=agency or "Lantern itself",
            positions=frozenset(entry.position for entry in seen),
            made_at=time_text(now),
        )
        told = Bundled(found, asked.reader, seen, now)
        # While the views are held, nobody else on this machine works on the files of the tree.
        with FileRows(settings.data / "checkpoints" / "tree") as rows:
            packed = await _gathered(base, asked, Levels(rows), partial(_paper, told, _people(views)))
        # Before it is written: who took a copy is on record, or there is none.
        operator = Asker(member=SYSTEM_AGENCY, agency=SYSTEM_AGENCY, country="", sitting=base.ids.new())
        await base.consultations.note("exported", operator, "bundle", found.id)
    key = key_file(settings.data)
    if key.exists():
        packed = vouched(packed, signers_of(key, "events", make=False))
    path = to or Path(f"{found.reference}.lantern.zip")
    try:
        pack(path, packed)
    except OSError as error:
        raise from_os_error(error, path) from error
    click.echo(f"{path}: {packed.manifest.events} facts of {found.reference} as {asked.reader} may see them.")
    if packed.unsigned:
        click.echo(f"{packed.unsigned} newer ones have no checkpoint yet and are not in it: export again in a moment.")
    return 0


async def _gathered(base: Ground, asked: Asked, tree: Levels, paper: Paper) -> Packed:
    """The parts of the bundle; without the paper where that cannot be set, because proof does not wait for it."""
    try:
        return await gather(base.wire, asked, tree, paper=paper)
    except PaperFault:
        click.echo(f"{PAPER} cannot be set and is not in the bundle.", err=True)
        return await gather(base.wire, asked, tree)


async def _paper(told: Bundled, people: People, chosen: Sequence[Raw], against: Checkpoint) -> bytes:
    """What of a bundle is for reading; see :data:`infra.evidence.bundle.packing.Paper`."""
    return await bundled(told, people, {raw.position for raw in chosen}, against)


def _people(views: Views) -> People:
    """The agencies by name; those who work for them are sealed, and named nowhere in a bundle."""
    people = People()
    people.learn(
        Agency(id=each.id, name=each.name, role=each.role, country=each.country, zone=each.zone)
        for each in views.select(directory.VIEW)
    )
    return people


def verify(bundle: Path, trusted: Trusted) -> int:
    """Verify *bundle*, believing whom *trusted* names. 1 when something is wrong with it."""
    manifest, parts = open_bundle(bundle)
    checked = check(manifest, parts, trusted.logs, trusted.witnesses, trusted.certificates)
    faults = [*checked.faults, *_alone(checked, trusted.needed)]
    _tell(manifest, checked, trusted)
    if PAPER in parts:
        click.echo(f"  {PAPER} is for reading: {_vouched(checked)}")
    tell_places([str(fault) for fault in faults], "  FAULT ")
    tell_faults(faults, "All that is in it stands in the log as it is.")
    return 1 if faults else 0


def _vouched(checked: Checked) -> str:
    """What is to be held of what no message proves."""
    if checked.made_by:
        return "the log does not prove it, but whoever has its key made it as it is"
    return "nobody vouches for it, so go by the messages"


def _alone(checked: Checked, needed: int) -> list[Fault]:
    """A fault when facts of a bundle are not co-signed by as many witnesses as are *needed*."""
    covered = agreed([(each.name, each.size) for each in checked.witnesses], needed)
    beyond = [position for position in checked.positions if covered is not None and position > covered]
    if not beyond:
        return []
    return [
        Fault(min(beyond), f"from here on {len(beyond)} facts are co-signed by fewer than {needed} of the witnesses")
    ]


def _tell(manifest: Manifest, checked: Checked, trusted: Trusted) -> None:
    click.echo(
        f"{checked.events} facts of the case {ascii(manifest.case)[1:-1]} and {checked.playbooks} published rules, "
        f"taken, as it says, on {ascii(manifest.made_at)[1:-1]}"
    )
    if checked.checkpoint is not None:
        click.echo(f"  signed by {checked.checkpoint.origin}, of {checked.checkpoint.size} entries")
    for witness in checked.witnesses:
        click.echo(f"  co-signed up to {witness.size} by {witness.name} on {second(witness.at)}")
    tell_silent(trusted.witnesses, [each.name for each in checked.witnesses])
    if checked.unknown:
        click.echo(f"  witnesses whose keys were not named: {checked.unknown}")
    if checked.gaps:
        click.echo(f"  places where its histories have versions that are not in the bundle: {checked.gaps}")
    tell_dated(checked.dated, checked.unread, trusted.certificates)
    late = sum(position > max((dated.size for dated in checked.dated), default=0) for position in checked.positions)
    if checked.dated and late:
        click.echo(f"  facts that came after the last timestamp in it: {late}")
    tell_places([str(told) for told in map(noted, checked.told)], "  noted: ")
