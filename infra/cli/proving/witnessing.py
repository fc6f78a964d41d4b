"""`lantern witness`: co-signs the checkpoints of another installation, from a machine of one's own.

Invariant: of that installation it needs a NATS user that reads the checkpoints and writes below the witness's own name;
what it knows is in its own folder.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ids import is_token
from domain.ports import StoreAway
from infra.cli.proving.trusting import Trusted, read_keys
from infra.clock import SystemClock
from infra.evidence.signing import settle
from infra.evidence.witnessing import Alarm, State, witness
from infra.faults import Misuse, Unreachable, from_os_error
from infra.nats.checkpoints import CheckpointStream
from infra.nats.checkpoints.stream import LOGS
from infra.nats.connection import Wire, connect
from infra.nats.server import Access, attach, from_settings
from infra.secret_files import refuse_if_open
from infra.settings import Settings
from merkle.notes import COSIGNATURE, NoteRefused, Signer, read_signer


async def run(settings: Settings, name: str, keys: Path, folder: Path, every: float | None) -> int:
    """Co-sign as *name* what the logs with these *keys* show, once or *every* so many seconds. Raises ``Alarm``."""
    trusted = read_keys(keys)
    if not trusted.logs:
        raise Misuse(f"{keys} names no key of a log: ask the installation for what `lantern log-keys` prints.")
    signer = _signer(name, folder)
    click.echo(f"Signing as {signer.key.text}")
    while True:
        try:
            await _once(settings, trusted, signer, State(folder))
        except StoreAway as fault:
            if every is None:
                raise
            click.echo(f"The log cannot be reached: {fault}. It is tried again.", err=True)
        if every is None:
            return 0
        await asyncio.sleep(every)


async def _once(settings: Settings, trusted: Trusted, signer: Signer, state: State) -> None:
    wire = await connect(_access(settings), "lantern-witness")
    try:
        await _look(wire, trusted, signer, state)
    finally:
        await wire.close()


async def _look(wire: Wire, trusted: Trusted, signer: Signer, state: State) -> None:
    sizes: dict[str, int] = {}
    alarms: list[Alarm] = []
    now = SystemClock().now()
    for log in LOGS:
        own = trusted.of(log)
        if not own:
            continue
        try:
            outcome = await witness(CheckpointStream(wire, log), log, own, signer, state, now)
        except Alarm as alarm:
            alarms.append(alarm)
        else:
            sizes[log] = outcome.size
            if outcome.fresh:
                click.echo(f"{log}: co-signed up to {outcome.size}")
    state.figures(
        {
            "lantern_witness_alarm": {log: int(state.stands(log)) for log in LOGS},
            "lantern_witness_size": sizes,
            "lantern_witness_looked_at": dict.fromkeys(sizes, int(now.timestamp())),
        }
    )
    if alarms:
        raise Alarm("\n".join(map(str, alarms)))


def _access(settings: Settings) -> Access:
    if not settings.embedded:
        return from_settings(settings)[0]
    running = attach(settings.data)
    if running is None:
        raise Unreachable("No server to read checkpoints from: set NATS_URL and NATS_CREDS to what you were given.")
    return running[0]


def _signer(name: str, folder: Path) -> Signer:
    """The key of the witness, made on the first start."""
    if not is_token(name):
        raise Misuse("A witness is called by letters, digits, - and _: for example police-be.")
    path = folder / "key"
    try:
        if not path.exists():
            settle(path, Signer(name, COSIGNATURE, Ed25519PrivateKey.generate()).text)
        refuse_if_open(path)
        signer = read_signer(path.read_text())
    except OSError as error:
        raise from_os_error(error, path) from error
    except (NoteRefused, ValueError) as refused:
        raise Misuse(f"{path} {refused}.") from None
    if signer.name != name:
        raise Misuse(f"The key in {folder} is that of {signer.name}: use another folder for {name}.")
    return signer
