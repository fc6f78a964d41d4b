"""The checkpoint that a place in a log is drawn by: the first that covers it, whoever asks and however late."""

from __future__ import annotations

import pytest

from infra.nats.checkpoints import CheckpointStream
from infra.nats.checkpoints.covering import FirstCovering
from infra.nats.connection import Wire
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from tests.evidence.logs import SIGNER, a_log, checkpointed
from web.auditing.ports import Root

RECORDS = checkpointed(a_log(100), every=40)
ROOTS = [Root(SIGNER.name, record.size, record.tree.root.hex()) for record in RECORDS]


@pytest.fixture(name="checkpoints")
async def _checkpoints(store: NatsEventStore, wire: Wire, names: Names) -> CheckpointStream:
    checkpoints, place = CheckpointStream(wire, "events", names), 0
    for record in RECORDS:
        place = await checkpoints.keep(record.note, record.tree, record.each, record.at, place)
    return checkpoints


@pytest.mark.parametrize(("position", "which"), [(1, 0), (40, 0), (41, 1), (80, 1), (81, 2), (100, 2)])
async def test_the_first_checkpoint_over_a_place_is_the_one(
    checkpoints: CheckpointStream, position: int, which: int
) -> None:
    assert await FirstCovering(checkpoints).covering(position) == ROOTS[which]


async def test_what_no_checkpoint_covers_yet_has_none(checkpoints: CheckpointStream) -> None:
    assert await FirstCovering(checkpoints).covering(101) is None
