"""`lantern log-keys rotate` and `retire`: another key for the logs, without a moment in which nobody can verify.

Invariant: what has to be done next is said, and no private key is.
"""

from __future__ import annotations

import click

from infra.composition.ground import ground
from infra.evidence import rotating
from infra.evidence.signing import key_file
from infra.faults import AnswerIsNo
from infra.nats.checkpoints import CheckpointStream
from infra.nats.checkpoints.stream import LOGS
from infra.settings import Settings

ROTATED = """Both keys sign from the next checkpoint on. Now:
  copy {path} to every other machine with `lantern workers`;
  give what `lantern log-keys` prints to the witnesses and to whoever verifies, by the way they were given the first;
  when they have it: `lantern log-keys retire`."""


def rotate(settings: Settings) -> None:
    """Put a new key beside the one that signs. Raises a fault."""
    path = key_file(settings.data)
    if not path.exists():
        raise AnswerIsNo(f"There is no key in {path} yet: it is made when a process with workers starts.")
    rotating.rotate(path)
    click.echo(ROTATED.format(path=path))


async def retire(settings: Settings) -> int:
    """Take the older key away. Refuses while a log is not signed with the newer one."""
    newest = {}
    async with ground(settings, join=True) as base:
        for log in LOGS:
            record = await CheckpointStream(base.wire, log).last()
            if record is not None:
                newest[log] = record.note
        gone = rotating.retire(key_file(settings.data), newest, base.clock.now())
    click.echo(f"Taken away: {', '.join(key.id.hex() for key in gone)}. `lantern log-keys` goes on printing its")
    click.echo("public part, for what it has signed: whoever believes that key no more takes it out of their own file.")
    return 0
