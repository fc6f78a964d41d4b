"""The streams of the contract: made once, by the steward, and worked on only as they should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.privacy import Purpose
from infra.nats.connection import Wire, connect
from infra.nats.errors import StreamUnfit
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog
from infra.nats.server import EmbeddedServer
from infra.nats.store import NatsEventStore
from infra.nats.streams import LANTERN, Names, check, prepare, settings_of
from infra.vault import KeyRing
from tests.contracts.event_store import followed
from tests.contracts.facts import NOW, a_task, claimed, noted
from tests.nats.conftest import KEKS


def test_the_streams_are_called_as_the_contract_says() -> None:
    assert (LANTERN.events, LANTERN.access) == ("LANTERN_EVENTS", "LANTERN_ACCESS")
    assert (LANTERN.keys, LANTERN.credentials) == ("LANTERN_KEYS", "LANTERN_CREDENTIALS")
    assert settings_of(LANTERN)["LANTERN_EVENTS"]["subjects"] == ["lantern.events.>"]
    assert settings_of(LANTERN)["LANTERN_KEYS"]["subjects"] == ["lantern.keys.>"]


def test_the_logs_cannot_be_shortened_and_do_not_forget() -> None:
    for stream in (LANTERN.events, LANTERN.access):
        settings = settings_of(LANTERN, replicas=3)[stream]
        assert (settings["deny_delete"], settings["deny_purge"], settings["discard"]) == (True, True, "new")
        assert (settings["max_msgs"], settings["max_bytes"], settings["max_age"]) == (-1, -1, 0)
        assert (settings["allow_direct"], settings["allow_atomic"], settings["storage"]) == (True, True, "file")
        assert settings["duplicate_window"] >= 600 * 10**9
        assert settings["num_replicas"] == 3


async def test_preparing_again_changes_nothing(wire: Wire, names: Names) -> None:
    before = await wire.api(f"STREAM.INFO.{names.events}")

    await prepare(wire, names)

    assert (await wire.api(f"STREAM.INFO.{names.events}"))["created"] == before["created"]


@pytest.mark.parametrize(
    ("change", "why"),
    [({"max_age": 10**9 * 60}, "max_age is 60000000000 and should be 0"), ({"discard": "old"}, "discard is 'old'")],
)
async def test_a_stream_with_other_settings_is_refused(
    wire: Wire, names: Names, change: dict[str, Any], why: str
) -> None:
    settings = settings_of(names)[names.events] | change
    await wire.api(f"STREAM.UPDATE.{names.events}", settings | {"duplicate_window": 10 * 10**9})

    with pytest.raises(StreamUnfit, match=why):
        await check(wire, names)
    with pytest.raises(StreamUnfit, match="duplicate_window"):
        await prepare(wire, names)


async def test_a_missing_stream_is_named(wire: Wire) -> None:
    with pytest.raises(StreamUnfit, match="NOBODY_EVENTS does not exist"):
        await check(wire, Names("nobody"))
    with pytest.raises(StreamUnfit):
        await JetStreamLog.open(wire, names=Names("nobody"))


async def test_the_applications_own_user_can_do_all_its_work(tmp_path: Path) -> None:
    async with EmbeddedServer(tmp_path) as server:
        steward = await connect(server.steward)
        await prepare(steward)
        wire, task = await connect(server.application), a_task()
        await check(wire)
        ring = KeyRing(KeyStream(wire), KEKS)
        store = NatsEventStore(await JetStreamLog.open(wire), ring)

        await store.append(task, 0, [claimed(), noted()], NOW)
        await ring.destroy(task.split(".")[1], Purpose, NOW)

        assert [fact.version for fact in await followed(store, 0, 2)] == [1, 2]
        for each in (wire, steward):
            await each.close()
