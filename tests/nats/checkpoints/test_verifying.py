"""A log on a real server is verified whole: what was done to it is named, and what may go or be erased is no fault."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from domain.privacy import Purpose
from infra.evidence.examining import Fault, Lapse
from infra.evidence.online import Verified, verify_log
from infra.evidence.statements import Signed
from infra.nats.checkpoints import CheckpointStream, Record
from infra.nats.connection import Wire, connect
from infra.nats.log.message import Raw
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names, settings_of
from infra.vault import KeyRing
from merkle.notes import read_note, signed, with_signatures
from tests.contracts.facts import NOW, a_task, claimed, noted
from tests.evidence.logs import AGENCY, KEY, a_log, checkpointed
from tests.nats.forging import prepare_unprotected, stored, write
from tests.nats.real_server import RealServer

GONE = "there is no message any more"


@pytest.fixture(name="elsewhere")
async def _elsewhere(own_server: RealServer, names: Names) -> AsyncIterator[Wire]:
    """A server on which messages can be taken out of the log."""
    wire = await connect(own_server)
    await prepare_unprotected(wire, names)
    await wire.api(f"STREAM.CREATE.{names.checkpoints}", settings_of(names)[names.checkpoints])
    yield wire
    await wire.close()


def small(names: Names, count: int = 100) -> list[Raw]:
    return a_log(count, root=names.root(names.events))


async def lay(wire: Wire, names: Names, raws: Sequence[Raw], records: Sequence[Record]) -> CheckpointStream:
    """Store *raws* and *records* as they are."""
    await write(wire, raws)
    checkpoints, place = CheckpointStream(wire, "events", names), 0
    for record in records:
        place = await checkpoints.keep(record.note, record.tree, record.each, record.at, place)
    return checkpoints


async def verified(wire: Wire, names: Names, lapse: Lapse | None = None) -> Verified:
    return await verify_log(wire, "events", [KEY], [AGENCY.key], lapse, names=names)


async def test_a_sound_log_has_no_fault_and_says_how_far_it_is_signed(wire: Wire, names: Names) -> None:
    raws = small(names)
    records = checkpointed(raws)[:2]
    checkpoints = await lay(wire, names, raws, records)
    note = read_note(records[0].note)
    await checkpoints.cosign(AGENCY.name, with_signatures(note, [signed(note.body, AGENCY, 9)]).text)
    reached: list[tuple[int, int]] = []

    found = await verify_log(wire, "events", [KEY], [AGENCY.key], progress=lambda *at: reached.append(at), names=names)

    assert (found.faults, found.examination.messages, found.examination.unsigned) == ([], 100, 20)
    assert (found.witnessed, reached[-1]) == ([Signed("police-be", 40, 9)], (100, 100))


async def test_an_empty_log_is_sound(wire: Wire, names: Names) -> None:
    assert (await verified(wire, names)).faults == []


async def test_a_text_whose_key_was_destroyed_is_as_sound_as_before(
    store: NatsEventStore, ring: KeyRing, wire: Wire, names: Names
) -> None:
    task = a_task()
    await store.append(task, 0, [claimed(), noted()], NOW)
    raws = await stored(wire, names)
    await ring.destroy(task.split(".")[1], list(Purpose), NOW)

    await lay(wire, names, [], checkpointed(raws))

    assert (await verified(wire, names)).faults == []


@pytest.mark.parametrize(("gone", "last"), [((5,), 100), ((41, 42), 100), ((100,), 100), (tuple(range(1, 101)), 100)])
async def test_messages_that_were_taken_out_are_named(
    elsewhere: Wire, names: Names, gone: tuple[int, ...], last: int
) -> None:
    raws = small(names)
    await lay(elsewhere, names, raws, checkpointed(raws))
    for position in gone:
        await elsewhere.api(f"STREAM.MSG.DELETE.{names.events}", {"seq": position})

    faults = (await verified(elsewhere, names)).faults

    assert [fault for fault in faults if fault.why == GONE] == [Fault(position, GONE) for position in gone]
    assert all(fault.position <= last for fault in faults)


async def test_a_log_that_was_emptied_and_laid_out_anew_is_another(elsewhere: Wire, names: Names) -> None:
    raws = small(names)
    await lay(elsewhere, names, raws, checkpointed(raws))
    await elsewhere.api(f"STREAM.DELETE.{names.events}")
    await prepare_unprotected(elsewhere, names)
    await write(elsewhere, a_log(90, salt=b"another", root=names.root(names.events)))

    faults = (await verified(elsewhere, names)).faults

    assert {fault.why for fault in faults} == {"it is not the message that was signed here", GONE}
    assert [fault.position for fault in faults] == list(range(1, 101))


async def test_a_bit_that_flips_on_the_disk_is_named(own_server: RealServer, elsewhere: Wire, names: Names) -> None:
    raws = small(names)
    await lay(elsewhere, names, raws, checkpointed(raws))
    own_server.stop()
    block = next(file for file in own_server.store.rglob("*.blk") if b'note":"50"' in file.read_bytes())
    block.write_bytes(block.read_bytes().replace(b'note":"50"', b'note":"51"', 1))
    own_server.start()
    await elsewhere.until_up(5)

    faults = (await verified(elsewhere, names)).faults

    assert faults[0].position == 51


@pytest.mark.parametrize(
    ("until", "wrong"), [(datetime(2026, 4, 1, tzinfo=UTC), 0), (datetime(2026, 1, 1, tzinfo=UTC), 7)]
)
async def test_what_may_go_after_its_time_is_counted_and_before_it_is_a_fault(
    elsewhere: Wire, names: Names, until: datetime, wrong: int
) -> None:
    raws = small(names)
    await lay(elsewhere, names, raws, checkpointed(raws))
    for position in range(1, 8):
        await elsewhere.api(f"STREAM.MSG.DELETE.{names.events}", {"seq": position})

    found = await verified(elsewhere, names, Lapse(until))

    assert (len(found.faults), found.examination.gone) == (wrong, 7 - wrong)


async def test_what_others_did_not_know_yet_cannot_be_gone_whatever_its_checkpoint_says(
    elsewhere: Wire, names: Names
) -> None:
    raws = small(names)
    checkpoints = await lay(elsewhere, names, raws, records := checkpointed(raws))
    note, recently = read_note(records[0].note), datetime(2026, 5, 1, tzinfo=UTC)
    more = signed(note.body, AGENCY, int(recently.timestamp()))
    await checkpoints.cosign(AGENCY.name, with_signatures(note, [more]).text)
    for position in (*range(1, 8), 41, 42):
        await elsewhere.api(f"STREAM.MSG.DELETE.{names.events}", {"seq": position})

    found = await verified(elsewhere, names, Lapse(datetime(2026, 4, 1, tzinfo=UTC)))

    assert [fault.position for fault in found.faults if fault.why == GONE] == [41, 42]
    assert found.examination.gone == 7


async def test_a_clock_that_jumps_back_is_told_and_is_no_fault(wire: Wire, names: Names) -> None:
    raws = small(names, 20)
    late = [raw._replace(headers=raw.headers.replace(b"2026-03-01T21", b"2026-03-01T22")) for raw in raws[:10]]

    found = await verify_log(wire, "events", [KEY], [], names=names)
    found.examination.take([*late, *raws[10:]])

    assert [(told.position, told.what) for told in found.examination.told] == [
        (11, "the clock was set back by 0:59:59")
    ]


async def test_what_somebody_else_put_under_a_witness_does_not_count(wire: Wire, names: Names) -> None:
    checkpoints = await lay(wire, names, [], [])
    await checkpoints.cosign(AGENCY.name, "nonsense")

    assert ["police-be does not count" in fault.why for fault in (await verified(wire, names)).faults] == [True]


async def test_a_checkpoint_that_was_damaged_is_a_fault_and_no_end(wire: Wire, names: Names) -> None:
    raws = small(names)
    await lay(wire, names, raws, checkpointed(raws)[:1])
    await wire.request_reply(f"{names.root(names.checkpoints)}.events.signed", b"{}")

    found = await verified(wire, names)

    assert (found.faults[0].position, found.examination.messages) == (40, 100)
