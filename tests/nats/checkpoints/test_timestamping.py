"""Checkpoints are timestamped by an authority that is a program of others, and nothing waits while it is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.evidence.online import Verified, verify_log
from infra.evidence.timestamps.authority import Authority
from infra.evidence.timestamps.stamping import AGAIN, Timestamping
from infra.evidence.timestamps.tokens import TimestampRefused, read_token, request_for
from infra.nats.checkpoints import CheckpointStream, Record, Timestamped
from infra.nats.connection import Wire
from infra.nats.streams import Names
from tests.evidence.authority import OpenSsl
from tests.evidence.logs import KEY, a_log, checkpointed
from tests.nats.forging import write

HOUR = timedelta(hours=1)


class Ended(Exception):
    """A loop in a test is not run for ever."""


class Host:
    """A log that is laid out step by step, and the loop that has it timestamped; *now* is its clock."""

    def __init__(self, wire: Wire, names: Names, folder: Path) -> None:
        self.wire, self.names, self.place = wire, names, 0
        self.openssl = OpenSsl(folder)
        self.checkpoints = CheckpointStream(wire, "events", names)
        self.raws = a_log(root=names.root(names.events))
        self.time = datetime.now(UTC)
        self.pauses: list[timedelta] = []

    def now(self) -> datetime:
        return self.time

    async def show(self, records: Sequence[Record]) -> None:
        for record in records:
            self.place = await self.checkpoints.keep(record.note, record.tree, record.each, record.at, self.place)

    def loop(self, address: str = "http://127.0.0.1:9/tsa") -> Timestamping:
        return Timestamping(self.checkpoints, Authority(address, [self.openssl.root]), HOUR, self, self.pause)

    async def pause(self, span: timedelta) -> None:
        self.pauses.append(span)
        if len(self.pauses) > 2:
            raise Ended
        self.openssl.answer = None
        self.time += span

    async def sizes(self) -> list[int]:
        return [int(each.note.split("\n")[1]) async for each in self.checkpoints.timestamped()]

    async def stamp(self, note: str, after: int = 0) -> None:
        token = self.openssl.reply(request_for(note.encode()).as_bytes())
        await self.checkpoints.keep_timestamped(Timestamped(note=note, token=token), after)

    async def verified(self, *roots: OpenSsl) -> Verified:
        certificates = [each.root for each in roots]
        return await verify_log(
            self.wire, "events", [KEY], [], names=self.names, certificates=certificates, waited=self.time
        )


@pytest.fixture(name="host")
def _host(wire: Wire, names: Names, tmp_path: Path) -> Host:
    return Host(wire, names, tmp_path)


async def test_the_newest_checkpoint_is_timestamped_and_the_next_when_the_time_has_come(host: Host) -> None:
    records = checkpointed(host.raws)
    await host.show(records[:1])
    with host.openssl.serving() as address:
        first = await host.loop(address).once()
        await host.show(records[1:])
        waiting = await host.loop(address).once()
        host.time += 2 * HOUR
        second = await host.loop(address).once()

    assert (first, second) == (HOUR, HOUR)
    assert timedelta(0) < waiting <= HOUR
    assert await host.sizes() == [40, 100]
    async for each in host.checkpoints.timestamped():
        assert read_token(each.token, each.note.encode(), [host.openssl.root]).authority == "CN=Authority"


async def test_a_log_that_stands_still_is_not_timestamped_again(host: Host) -> None:
    await host.show(checkpointed(host.raws))
    with host.openssl.serving() as address:
        await host.loop(address).once()
        host.time += 2 * HOUR
        assert await host.loop(address).once() == AGAIN

    assert host.openssl.asked == 1


async def test_a_log_without_a_checkpoint_is_not_timestamped(host: Host) -> None:
    assert await host.loop().once() == AGAIN


async def test_an_authority_that_is_away_is_asked_again_until_it_answers(host: Host) -> None:
    await host.show(checkpointed(host.raws))
    host.openssl.answer = 503, b""

    with host.openssl.serving() as address, pytest.raises(Ended):
        await host.loop(address).run()

    assert host.pauses[:2] == [AGAIN, HOUR]
    assert await host.sizes() == [100]


async def test_an_answer_that_nobody_vouches_for_is_not_kept(host: Host, tmp_path: Path) -> None:
    await host.show(checkpointed(host.raws))
    stranger = OpenSsl(tmp_path / "stranger")

    with stranger.serving() as address, pytest.raises(TimestampRefused, match="do not vouch for it"):
        await host.loop(address).once()

    assert await host.sizes() == []


async def test_a_clock_that_was_set_back_does_not_keep_the_next_one_away(host: Host) -> None:
    records = checkpointed(host.raws)
    await host.show(records[:2])
    await host.stamp(records[0].note)
    host.time -= timedelta(days=400)

    with host.openssl.serving() as address:
        assert await host.loop(address).once() == HOUR

    assert await host.sizes() == [record.size for record in records[:2]]


async def test_what_was_timestamped_is_verified_with_the_log(host: Host) -> None:
    records = checkpointed(host.raws)
    await write(host.wire, host.raws)
    await host.show(records)
    await host.stamp(records[0].note)

    found, unread = await host.verified(host.openssl), await host.verified()

    assert (found.faults, [dated.size for dated in found.heard.dated]) == ([], [40])
    assert (unread.heard.dated, unread.heard.unread) == ([], 1)
    # The facts of that log say that they are of March, and all those after the timestamp came today.
    assert [told.position for told in found.examination.told] == list(range(41, 101))


async def test_a_log_that_was_rewritten_with_all_its_checkpoints_is_not_what_was_timestamped(host: Host) -> None:
    another = a_log(salt=b"another", root=host.names.root(host.names.events))
    await write(host.wire, another)
    await host.show(checkpointed(another))
    await host.stamp(checkpointed(host.raws)[0].note)

    faults = (await host.verified(host.openssl)).faults

    assert [(fault.position, "this one was rewritten" in fault.why) for fault in faults] == [(40, True)]


async def test_what_is_no_timestamp_of_this_log_is_named(host: Host, tmp_path: Path) -> None:
    records = checkpointed(host.raws)
    await write(host.wire, host.raws)
    await host.show(records)
    root = f"{host.names.root(host.names.checkpoints)}.events.timestamped"
    await host.wire.request_reply(root, b"nonsense")
    last = await host.checkpoints.last_timestamped()
    assert last is not None
    await host.stamp(records[0].note.replace("lantern-test", "another", 1), last.position)

    faults = (await host.verified(host.openssl)).faults
    by_another = (await host.verified(OpenSsl(tmp_path / "another"))).faults

    assert ["the timestamp in place" in fault.why for fault in faults] == [True, True]
    assert "it is about another log" in faults[1].why
    assert len(by_another) == 2
