"""Verifying a log where it is: everything read once, in order, beside its checkpoints and what others said of them.

Invariant: what is read is what the server holds now, up to where the log ended when it began.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.ports import HistoryDamaged, StoreAway
from infra.evidence.examining import Examination, Fault, Lapse
from infra.evidence.statements import Heard, Signed, hear
from infra.evidence.timestamps.tokens import Certificates
from infra.nats.checkpoints import CheckpointStream, Record
from infra.nats.checkpoints.stream import Log
from infra.nats.connection import Wire
from infra.nats.errors import NO_MESSAGE, StoreRefused
from infra.nats.log.consumer import Consumer
from infra.nats.log.message import Raw
from infra.nats.streams import LANTERN, Names
from merkle.notes import Key

SILENCE_SECONDS = 5.0
PATIENCE_SECONDS = 30.0
AT_ONCE = 1_000


class Verified(NamedTuple):
    """What was found in one log."""

    log: Log
    examination: Examination
    heard: Heard

    @property
    def witnessed(self) -> Sequence[Signed]:
        """What witnesses have signed last."""
        return self.heard.witnessed

    @property
    def faults(self) -> Sequence[Fault]:
        """What is wrong, in the order in which it was found."""
        return self.examination.faults


async def verify_log(
    wire: Wire,
    log: Log,
    keys: Sequence[Key],
    witnesses: Collection[Key],
    lapse: Lapse | None = None,
    progress: Callable[[int, int], None] | None = None,
    names: Names = LANTERN,
    certificates: Certificates = (),
    waited: datetime | None = None,
) -> Verified:
    """Examine *log*, whose checkpoints one of *keys* signs. Raises only the faults of a store that is away."""
    checkpoints = CheckpointStream(wire, log, names)
    stream = names.events if log == "events" else names.access
    info = await wire.api(f"STREAM.INFO.{stream}")
    last = int(info["state"]["last_seq"])
    heard = await hear(checkpoints, keys[0].name, witnesses, certificates)
    sizes = {statement.said.size for statement in heard.statements}
    if lapse is not None:
        lapse = lapse._replace(knew=[(each.said.size, each.said.when) for each in heard.statements])
    dates = sorted((dated.size, dated.at) for dated in heard.dated)
    examination = Examination(names.root(stream), keys, lapse, sizes, dates, waited)
    examination.faults += heard.faults
    records = aiter(checkpoints.since())
    async for raws in messages(wire, stream, names.root(stream)):
        while examination.edge.size < raws[-1].position and await _next(examination, records):
            pass
        examination.take(raws)
        if progress is not None:
            progress(examination.position, last)
    while await _next(examination, records):
        pass
    # What came while this was read is for the next time.
    examination.end(max(last, examination.position))
    for statement in heard.statements:
        if examination.roots.get(statement.said.size) != statement.root:
            examination.faults.append(Fault(statement.said.size, statement.differs))
    return Verified(log, examination, heard)


async def _next(examination: Examination, records: AsyncIterator[Record]) -> bool:
    try:
        record = await anext(records, None)
    except HistoryDamaged as fault:
        examination.faults.append(Fault(examination.edge.size, f"the checkpoint behind it is damaged: {fault.why}"))
        return False
    if record is not None:
        examination.take_record(record)
    return record is not None


async def messages(wire: Wire, stream: str, root: str) -> AsyncIterator[list[Raw]]:
    """The messages of *stream*, whose subjects begin with *root*, as they are stored, up to the newest there is now."""
    position = 0
    while position < (end := await _newest(wire, stream, root)):
        consumer = Consumer(wire, stream)
        try:
            await consumer.begin(position + 1)
            async with asyncio.timeout(PATIENCE_SECONDS) as patience:
                while position < end and await consumer.ready(SILENCE_SECONDS) and not consumer.broken:
                    raws = [raw for raw in consumer.take(AT_ONCE) if raw.position <= end]
                    patience.reschedule(asyncio.get_running_loop().time() + PATIENCE_SECONDS)
                    if raws:
                        position = raws[-1].position
                        yield raws
        except StoreAway:
            await wire.until_up(SILENCE_SECONDS)
        except TimeoutError:
            # What was to come may have gone after its time: where the log ends is asked for again.
            continue
        finally:
            await consumer.end()


async def _newest(wire: Wire, stream: str, root: str) -> int:
    """The position of the newest message that is there; the end of the log may lie behind it."""
    try:
        answer = await wire.api(f"STREAM.MSG.GET.{stream}", {"last_by_subj": f"{root}.>"})
    except StoreRefused as refused:
        if refused.code == NO_MESSAGE:
            return 0
        raise
    return int(answer["message"]["seq"])
