"""The record of who looked: durable before anything is shown, one line a sitting, and nothing of what was seen."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from domain.ports import StoreAway
from infra.clock import RandomIds
from infra.identity.consultations import LoggedConsultations
from infra.nats.connection import Wire
from infra.nats.log import JetStreamLog
from infra.nats.streams import LANTERN
from tests.web.world import MovableClock


@pytest.fixture(name="log")
async def _log(wire: Wire) -> JetStreamLog:
    return await JetStreamLog.open(wire, LANTERN.access)


@pytest.fixture(name="looks")
def _looks(log: JetStreamLog, clock: MovableClock) -> LoggedConsultations:
    return LoggedConsultations(log, clock, RandomIds())


@pytest.fixture(name="case")
def _case() -> str:
    return RandomIds().new()


async def test_a_look_is_on_record_with_who_for_whom_and_what(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    await looks.record("m-1", "a-1", case, "identity", "token")

    (entry,) = await log.history(f"case.{case}")
    body = msgspec.json.decode(entry.body)
    assert {**body, "sitting": ""} == {
        "member": "m-1",
        "agency": "a-1",
        "case": case,
        "what": "identity",
        "sitting": "",
    }


async def test_a_sitting_does_not_lead_back_to_its_token(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    await looks.record("m-1", "a-1", case, "identity", "a-secret-token")

    (entry,) = await log.history(f"case.{case}")
    assert b"a-secret-token" not in entry.body


async def test_looking_again_in_the_same_sitting_is_the_same_look(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    for sitting in ("morning", "morning", "evening"):
        await looks.record("m-1", "a-1", case, "identity", sitting)

    assert len(await log.history(f"case.{case}")) == 2


async def test_many_who_look_at_once_are_all_on_record(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    await asyncio.gather(*(looks.record(f"m-{n}", "a-1", case, "identity", f"s-{n}") for n in range(8)))

    bodies = [msgspec.json.decode(entry.body) for entry in await log.history(f"case.{case}")]
    assert {each["member"] for each in bodies} == {f"m-{n}" for n in range(8)}


async def test_a_record_that_cannot_be_written_is_an_error(looks: LoggedConsultations, wire: Wire, case: str) -> None:
    await wire.close()

    with pytest.raises(StoreAway):
        await looks.record("m-1", "a-1", case, "identity", "token")


async def test_the_last_looks_are_read_the_newest_first(looks: LoggedConsultations) -> None:
    first, second, third = (RandomIds().new() for _ in range(3))
    for case in (first, second, third):
        await looks.record("m-1", "a-1", case, "identity", "token")

    two = await looks.lately(2)
    older = await looks.lately(1, before=two[-1].position)

    assert [look.case for look in two] == [third, second]
    assert [look.case for look in older] == [first]
    assert two[0].at >= two[1].at


async def test_where_nobody_looked_before_there_is_nothing(looks: LoggedConsultations, case: str) -> None:
    await looks.record("m-1", "a-1", case, "identity", "token")

    assert await looks.lately(5, before=1) == []
