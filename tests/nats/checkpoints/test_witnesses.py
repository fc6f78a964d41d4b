"""A witness signs what goes on from what it signed, and nothing else, whatever it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.cli.proving.witnessing import run
from infra.evidence.online import verify_log
from infra.evidence.statements import ALARM, raised_in, standing_alarms
from infra.evidence.witnessing import Alarm, Outcome, State, witness
from infra.faults import Misuse
from infra.nats.checkpoints import CheckpointStream, Record
from infra.nats.connection import Wire, connect
from infra.nats.server import Access
from infra.nats.streams import Names, prepare
from infra.settings import read
from merkle.checkpoints import cosignatures
from merkle.notes import Note, read_note, signed, stamp_of, with_signatures
from tests.evidence.logs import AGENCY, KEY, STRANGER, a_log, checkpointed
from tests.nats.forging import write
from tests.nats.real_server import RealServer

NOW = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
TRUE = a_log()
FORK = [*TRUE[:50], *a_log(salt=b"another")[50:]]


class Fork:
    """One of the logs that a host shows, under names of its own on the same server."""

    def __init__(self, wire: Wire, folder: Path) -> None:
        self.wire = wire
        self.state = State(folder)

    async def show(self, records: list[Record], stem: str) -> None:
        """Lay out *records* as the checkpoints that are shown now."""
        names = Names(stem)
        wanted = {"name": names.checkpoints, "subjects": [f"{names.root(names.checkpoints)}.>"], "allow_direct": True}
        await self.wire.api(f"STREAM.CREATE.{names.checkpoints}", wanted)
        self.checkpoints = CheckpointStream(self.wire, "events", names)
        self.place = 0
        await self.more(records)

    async def more(self, records: list[Record]) -> None:
        for record in records:
            self.place = await self.checkpoints.keep(record.note, record.tree, record.each, record.at, self.place)

    async def signed(self, now: datetime = NOW) -> Outcome:
        return await witness(self.checkpoints, "events", [KEY], AGENCY, self.state, now)

    async def cosigned(self) -> list[int]:
        """The second at which the last co-signature was made, if there is one."""
        notes = [read_note(each.note) for each in await self.checkpoints.cosigned()]
        return [stamp_of(cosignatures(note, [AGENCY.key])[AGENCY.key]) for note in notes]


@pytest.fixture(name="host")
def _host(wire: Wire, tmp_path: Path) -> Fork:
    return Fork(wire, tmp_path)


async def test_a_witness_signs_what_is_new_once(host: Fork, names: Names) -> None:
    await host.show(checkpointed(TRUE)[:1], f"{names.stem}a")

    outcomes = [await host.signed(), await host.signed(NOW + timedelta(minutes=1)), await host.signed(NOW + WEEK)]

    assert outcomes == [Outcome(40, fresh=True), Outcome(40, fresh=False), Outcome(40, fresh=True)]
    assert await host.cosigned() == [int((NOW + WEEK).timestamp())]


async def test_a_witness_that_was_away_for_a_week_catches_up(host: Fork, names: Names) -> None:
    records = checkpointed(TRUE, every=3)
    await host.show(records[:2], f"{names.stem}a")
    await host.signed()
    await host.more(records[2:])

    assert await host.signed(NOW + WEEK) == Outcome(100, fresh=True)


async def test_what_was_remembered_and_not_stored_before_a_break_is_signed_again(host: Fork, names: Names) -> None:
    await host.show(checkpointed(TRUE), f"{names.stem}a")
    await host.signed()
    await host.show(checkpointed(TRUE), f"{names.stem}b")

    assert await host.signed(NOW + timedelta(minutes=1)) == Outcome(100, fresh=True)
    assert await host.signed(NOW + timedelta(minutes=2)) == Outcome(100, fresh=False)


async def test_the_same_checkpoints_elsewhere_are_the_same_log(host: Fork, names: Names) -> None:
    await host.show(checkpointed(TRUE)[:1], f"{names.stem}a")
    await host.signed()
    await host.show(checkpointed(TRUE, every=7), f"{names.stem}b")

    assert await host.signed(NOW + WEEK) == Outcome(100, fresh=True)


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (checkpointed(FORK), "The log was rewritten: 100 does not go on from what was signed at 80"),
        (checkpointed(FORK, every=7), "The log was rewritten: at 80 it has another root than was signed"),
        (checkpointed(TRUE)[:1], "The log ends at 40, and was signed up to 80"),
        ([], "The log has no checkpoint any more"),
        (checkpointed(FORK)[:2], "The log was rewritten: 80 does not go on from what was signed at 80"),
        ([checkpointed(TRUE)[0], checkpointed(TRUE)[2]], "does not go on from that of 40"),
    ],
)
async def test_two_logs_of_one_host_are_an_alarm(host: Fork, names: Names, shown: list[Record], why: str) -> None:
    await host.show(checkpointed(TRUE)[:2], f"{names.stem}a")
    await host.signed()
    await host.show(shown, f"{names.stem}b")

    with pytest.raises(Alarm, match=why) as alarm:
        await host.signed(NOW + WEEK)
    with pytest.raises(Alarm, match="An alarm about events stands"):
        await host.signed(NOW + WEEK)

    assert alarm.value.exit_code == 1
    assert await host.cosigned() == []


async def test_an_alarm_keeps_both_statements(host: Fork, names: Names, tmp_path: Path) -> None:
    true, fork = checkpointed(TRUE)[:2], checkpointed(FORK)[:2]
    await host.show(true, f"{names.stem}a")
    await host.signed()
    await host.show(fork, f"{names.stem}b")
    with pytest.raises(Alarm):
        await host.signed(NOW + WEEK)

    evidence = (tmp_path / "events.alarm").read_text()

    assert host.state.stands("events")
    assert true[1].note in evidence
    assert fork[1].note in evidence


async def test_a_log_of_another_key_is_not_signed(host: Fork, names: Names) -> None:
    await host.show(checkpointed(TRUE), f"{names.stem}a")

    with pytest.raises(Alarm, match="the log has not signed it"):
        await witness(host.checkpoints, "events", [STRANGER], AGENCY, host.state, NOW)


async def test_a_clock_that_was_set_back_is_said_and_nothing_signed(host: Fork, names: Names) -> None:
    await host.show(checkpointed(TRUE), f"{names.stem}a")
    await host.signed()

    with pytest.raises(Misuse, match="is 86400 s behind the last co-signature"):
        await host.signed(NOW - timedelta(days=1))


async def test_a_witness_that_lost_its_memory_does_not_trust_anew(host: Fork, names: Names, tmp_path: Path) -> None:
    await host.show(checkpointed(TRUE), f"{names.stem}a")
    await host.signed()
    kept = tmp_path / "events.seen"
    kept.write_bytes(kept.read_bytes()[:-20])

    with pytest.raises(Misuse, match="is damaged"):
        await host.signed(NOW + WEEK)


async def test_verifying_finds_a_log_that_a_witness_was_not_shown(wire: Wire, names: Names) -> None:
    checkpoints = CheckpointStream(wire, "events", names)
    log = a_log(root=names.root(names.events))
    await write(wire, log)
    place = 0
    for record in checkpointed(log):
        place = await checkpoints.keep(record.note, record.tree, record.each, record.at, place)
    note = read_note(checkpointed(FORK)[-1].note)
    await checkpoints.cosign(AGENCY.name, with_signatures(note, [signed(note.body, AGENCY, 1)]).text)

    verified = await verify_log(wire, "events", [KEY], [AGENCY.key], names=names)

    assert [(fault.position, "two logs were shown" in fault.why) for fault in verified.faults] == [(100, True)]


BOUND = {
    "publish": {
        "allow": [
            "$JS.API.STREAM.MSG.GET.LANTERN_CHECKPOINTS",
            "$JS.API.DIRECT.GET.LANTERN_CHECKPOINTS",
            "lantern.checkpoints.*.witnessed.police-be",
            "lantern.checkpoints.*.alarmed.police-be",
        ]
    },
    "subscribe": {"allow": ["_INBOX.>"]},
}
"""What the handbook gives a witness, and no more."""


@pytest.fixture(name="guarded")
def _guarded(tmp_path: Path) -> Iterator[RealServer]:
    """A server with the two users of an installation and a witness."""
    users = [{"user": "steward", "password": "s"}, {"user": "witness", "password": "w", "permissions": BOUND}]
    accounts = {"LANTERN": {"jetstream": "enabled", "users": users}}
    server = RealServer(tmp_path, config={"accounts": accounts})
    server.start()
    yield server
    server.kill()


async def test_a_witness_needs_no_more_than_the_handbook_says(guarded: RealServer, tmp_path: Path) -> None:
    steward = await connect(Access((guarded.url,), "steward", "s"))
    await prepare(steward)
    checkpoints, place = CheckpointStream(steward, "events"), 0
    for record in checkpointed(TRUE):
        place = await checkpoints.keep(record.note, record.tree, record.each, record.at, place)
    keys = tmp_path / "keys"
    keys.write_text(KEY.text)
    settings = read({"NATS_URL": guarded.url.replace("nats://", "nats://witness:w@"), "DATA": str(tmp_path / "data")})

    assert await run(settings, "police-be", keys, tmp_path / "state", None) == 0
    said = [read_note(each.note).body for each in await checkpoints.cosigned()]
    await steward.close()

    assert said == [read_note(checkpointed(TRUE)[-1].note).body]
    assert 'lantern_witness_size{log="events"} 100\n' in (tmp_path / "state" / "witness.prom").read_text()


async def test_an_alarm_is_told_to_the_installation_once_and_ends_with_the_next_signature(
    host: Fork, names: Names, wire: Wire
) -> None:
    await host.show(checkpointed(TRUE)[:2], f"{names.stem}a")
    await host.signed()
    await host.show(checkpointed(FORK)[:2], f"{names.stem}b")
    for _ in range(2):
        with pytest.raises(Alarm):
            await host.signed(NOW + WEEK)

    (told,) = await host.checkpoints.alarms()
    raised = await standing_alarms(host.checkpoints, [AGENCY.key], {AGENCY.name: int(NOW.timestamp())})
    info = await wire.api(f"STREAM.INFO.{Names(f'{names.stem}b').checkpoints}")

    assert raised == [raised_in(told.note, [AGENCY.key])]
    assert raised[0].why == "The log was rewritten: 80 does not go on from what was signed at 80."
    assert info["state"]["messages"] == 3
    assert await standing_alarms(host.checkpoints, [AGENCY.key], {AGENCY.name: raised[0].at + 1}) == []


async def test_verifying_finds_the_alarm_of_a_witness_that_is_named(wire: Wire, names: Names) -> None:
    checkpoints, body = CheckpointStream(wire, "events", names), f"{ALARM}\nevents\nThe log was rewritten.\n"
    await checkpoints.alarm(AGENCY.name, Note(body, (signed(body, AGENCY, 7),)).text)
    await checkpoints.alarm("somebody", "nonsense")

    named = await verify_log(wire, "events", [KEY], [AGENCY.key], names=names)
    unnamed = await verify_log(wire, "events", [KEY], [], names=names)

    assert [fault.why for fault in named.faults] == [
        "police-be has raised an alarm, and signed nothing since: The log was rewritten."
    ]
    assert unnamed.faults == []
