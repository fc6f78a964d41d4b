"""The record of who looked: durable before anything is shown, one line a sitting, and nothing of what was seen."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec
import pytest

from domain.looking import LookReason
from domain.ports import StoreAway
from infra.clock import RandomIds
from infra.identity.consultations import Consultation, LoggedConsultations
from infra.identity.keeping import kept_months, place_of, seconds_kept
from infra.nats.connection import Wire
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.streams import LANTERN
from tests.web.world import MovableClock
from web.ports import Asker


def somebody(sitting: str = "token", member: str = "m-1", country: str = "be") -> Asker:
    return Asker(member=member, agency="a-1", country=country, sitting=sitting)


@pytest.fixture(name="log")
async def _log(wire: Wire) -> JetStreamLog:
    return await JetStreamLog.open(wire, LANTERN.access)


@pytest.fixture(name="looks")
def _looks(log: JetStreamLog, clock: MovableClock) -> LoggedConsultations:
    return LoggedConsultations(log, clock, RandomIds())


@pytest.fixture(name="case")
def _case() -> str:
    return RandomIds().new()


async def bodies(log: JetStreamLog, case: str) -> list[dict[str, str]]:
    return [msgspec.json.decode(entry.body) for entry in await log.matching(f"*.*.case.{case}.*")]


async def test_a_look_is_on_record_with_who_for_whom_what_and_why(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    await looks.justify(somebody(), case, LookReason.QUESTION)
    await looks.record(somebody(), case, "identity")

    said, opened = await bodies(log, case)
    assert (said["what"], opened["what"]) == ("case", "identity")
    assert {**opened, "sitting": "", "what": ""} == {
        "member": "m-1",
        "agency": "a-1",
        "case": case,
        "what": "",
        "sitting": "",
        "why": "question",
    }


async def test_a_sitting_does_not_lead_back_to_its_token(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    await looks.record(somebody("a-secret-token"), case, "identity")

    assert "a-secret-token" not in str(await bodies(log, case))


async def test_looking_again_in_the_same_sitting_is_the_same_look(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    for sitting in ("morning", "morning", "evening"):
        await looks.record(somebody(sitting), case, "identity")

    assert len(await bodies(log, case)) == 2


async def test_why_is_asked_once_a_sitting_and_the_first_answer_stands(looks: LoggedConsultations, case: str) -> None:
    await looks.justify(somebody("morning"), case, LookReason.DUTY)
    await looks.justify(somebody("morning"), case, LookReason.RIGHTS)

    assert await looks.reason(somebody("morning"), case) is LookReason.DUTY
    assert await looks.reason(somebody("evening"), case) is None


async def test_another_process_knows_why_as_well(looks: LoggedConsultations, wire: Wire, case: str) -> None:
    await looks.justify(somebody(), case, LookReason.CONFERENCE)
    elsewhere = LoggedConsultations(await JetStreamLog.open(wire, LANTERN.access), MovableClock(), RandomIds())

    assert await elsewhere.reason(somebody(), case) is LookReason.CONFERENCE


async def test_many_who_look_at_once_are_all_on_record(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    await asyncio.gather(*(looks.record(somebody(f"s-{n}", f"m-{n}"), case, "identity") for n in range(8)))

    assert {each["member"] for each in await bodies(log, case)} == {f"m-{n}" for n in range(8)}


async def test_a_record_that_cannot_be_written_is_an_error(looks: LoggedConsultations, wire: Wire, case: str) -> None:
    await wire.close()

    with pytest.raises(StoreAway):
        await looks.record(somebody(), case, "identity")


async def test_a_copy_that_could_not_be_put_on_record_is_none_the_next_time_either(
    looks: LoggedConsultations, wire: Wire
) -> None:
    await wire.close()

    for _attempt in range(2):
        with pytest.raises(StoreAway):
            await looks.note("exported", somebody(), "csv")


async def test_the_last_looks_are_read_the_newest_first(looks: LoggedConsultations) -> None:
    first, second, third = (RandomIds().new() for _ in range(3))
    for case in (first, second, third):
        await looks.record(somebody(), case, "identity")

    two = await looks.lately(2)
    older = await looks.lately(1, before=two[-1].position)

    assert [look.case for look in two] == [third, second]
    assert [look.case for look in older] == [first]
    assert two[0].at >= two[1].at


async def test_where_nobody_looked_before_there_is_nothing(looks: LoggedConsultations, case: str) -> None:
    await looks.record(somebody(), case, "identity")

    assert await looks.lately(5, before=1) == []
    assert await looks.of_case("not.a.case") == []


async def test_refusals_and_searches_are_kept_without_what_was_typed(
    looks: LoggedConsultations, log: JetStreamLog
) -> None:
    await looks.note("refused", somebody(), "case", "Abena Quistrebert")
    await looks.note("searched", somebody(), "palette")
    await looks.note("searched", somebody(), "palette")

    lately = await looks.lately(2)
    assert [(look.kind, look.case) for look in lately] == [("searched", ""), ("refused", "")]
    assert "Abena" not in str(await bodies(log, "none"))


async def test_what_was_written_before_reasons_were_asked_is_still_read(
    looks: LoggedConsultations, log: JetStreamLog, case: str
) -> None:
    old = Consultation(member="m-1", agency="a-1", case=case, what="identity", sitting="x")
    told = msgspec.to_builtins(old) | {"why": ""}
    told.pop("why")
    body = msgspec.json.encode(told)
    message = Outgoing("RecordConsulted", RandomIds().new(), 1, "2026-01-01T00:00:00.000000Z", body)
    await log.append(f"case.{case}", 0, [message])

    (look,) = await looks.of_case(case)
    assert (look.what, look.why) == ("identity", "")


@dataclass
class Still:
    """A clock that stands where it is put."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at


@pytest.mark.parametrize("country", [*kept_months(), "nowhere"])
def test_a_month_goes_as_a_whole_after_the_months_of_its_country(country: str) -> None:
    moments = [datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)]

    ends = {at.timestamp() + seconds_kept(country, at) for at in moments}

    assert ends == {datetime(2030, 1, 1, tzinfo=UTC).timestamp()}
    assert {place_of(country, at)[-7:] for at in moments} == {"2026-12"}


async def test_the_server_is_told_how_long_a_line_is_kept(log: JetStreamLog, wire: Wire, case: str) -> None:
    looks = LoggedConsultations(log, Still(), RandomIds())
    await looks.record(somebody(country="fr"), case, "identity")

    (entry,) = await log.history(f"fr.2026-11.case.{case}")
    stored = await wire.api(f"STREAM.MSG.GET.{LANTERN.access}", {"seq": entry.position})
    assert f"Nats-TTL: {seconds_kept('fr', Still().now())}" in base64.b64decode(stored["message"]["hdrs"]).decode()


async def test_a_line_whose_time_is_over_goes_and_other_months_stay(log: JetStreamLog, wire: Wire, case: str) -> None:
    looks = LoggedConsultations(log, Still(), RandomIds())
    body = msgspec.json.encode(Consultation(member="m", agency="a", case=case, what="text", sitting="s"))
    gone = Outgoing("RecordConsulted", RandomIds().new(), 2, "2022-01-01T00:00:00.000000Z", body, kept=1)
    await log.append(f"be.2022-01.case.{case}", 0, [gone])
    await looks.record(somebody(), case, "identity")

    async with asyncio.timeout(10):
        while len(await looks.of_case(case)) > 1:
            await wire.flush()

    assert [look.what for look in await looks.of_case(case)] == ["identity"]
