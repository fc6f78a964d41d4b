"""What is amiss with the proof of the record is told, and what is well is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from web.proving.judging import agreed, concerns
from web.proving.ports import LogStanding, RecordStanding, Stamp, Witness

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATELY = NOW - timedelta(minutes=10)
LONG_AGO = NOW - timedelta(days=2)

CO_SIGNED = Witness(name="police-be", named=True, size=90, at=LATELY)
STAMPED = Stamp(size=90, at=LATELY, authority="CN=Authority")
NEVER = Witness(name="police-be", named=True)
WELL = LogStanding(log="events", last=100, signed=100, signed_at=NOW, ours=True, witnesses=[CO_SIGNED], stamp=STAMPED)


def told(log: LogStanding, every: timedelta | None = HOUR) -> list[tuple[str, str]]:
    """How bad, and what, as it is told of *log*."""
    found = concerns(RecordStanding(logs=[log], named=1, needed=1, every=every), NOW)
    assert all(each.text for each in found)
    return [(each.kind, each.title) for each in found]


@pytest.mark.parametrize(
    "log",
    [
        WELL,
        replace(WELL, last=101, signed_at=LONG_AGO, since=NOW - timedelta(seconds=30)),
        replace(WELL, last=0, signed=0, signed_at=None, ours=False, witnesses=[NEVER], stamp=None),
        replace(WELL, witnesses=[Witness(name="unnamed", named=False, size=50)]),
        replace(WELL, stamp=replace(STAMPED, at=NOW - 2 * HOUR)),
        replace(WELL, signed_at=LONG_AGO, stamp=Stamp(size=100, at=LONG_AGO, authority="CN=Authority")),
    ],
)
def test_what_is_well_is_not_told_of(log: LogStanding) -> None:
    assert told(log) == []


@pytest.mark.parametrize(
    ("witness", "kind", "title"),
    [
        (replace(CO_SIGNED, alarm="Rewritten."), "critical", "police-be has raised an alarm about"),
        (replace(CO_SIGNED, sound=False), "critical", "What stands as co-signed by police-be does not count"),
        (replace(CO_SIGNED, same=False), "critical", "police-be has co-signed something else than"),
        (NEVER, "warn", "police-be has not co-signed the record of what happened yet"),
        (replace(CO_SIGNED, at=LONG_AGO), "warn", "police-be has not co-signed the record of what happened for more"),
    ],
)
def test_a_witness_that_is_not_well_is_told_of(witness: Witness, kind: str, title: str) -> None:
    ((found, said),) = told(replace(WELL, witnesses=[witness]))

    assert (found, said.startswith(title)) == (kind, True)


@pytest.mark.parametrize(
    ("log", "kind", "title"),
    [
        (replace(WELL, ours=False), "critical", "A key that is not here signs the record of what happened"),
        (replace(WELL, last=101, since=LATELY), "warn", "The newest entries of the record of what happened"),
        (
            replace(WELL, signed=0, signed_at=None, ours=False, last=1, since=LONG_AGO, stamp=None, witnesses=[]),
            "warn",
            "The newest entries of the record of what happened",
        ),
        (replace(WELL, stamp=None), "warn", "There is no timestamp of late of the record of what happened"),
        (replace(WELL, stamp=replace(STAMPED, at=LONG_AGO)), "warn", "There is no timestamp of late of the record"),
        (replace(WELL, stamp=replace(STAMPED, authority=None)), "critical", "The last timestamp of the record of what"),
    ],
)
def test_a_log_that_is_not_well_is_told_of(log: LogStanding, kind: str, title: str) -> None:
    ((found, said),) = told(log)

    assert (found, said.startswith(title)) == (kind, True)


def test_without_an_authority_nobody_waits_for_a_timestamp() -> None:
    assert told(replace(WELL, stamp=None), every=None) == []


def test_the_worst_is_told_first() -> None:
    witnesses = [replace(CO_SIGNED, at=LONG_AGO), replace(CO_SIGNED, name="carer-fr", alarm="Rewritten.")]

    assert [kind for kind, _ in told(replace(WELL, witnesses=witnesses))] == ["critical", "warn"]


def test_witnesses_agree_up_to_where_as_many_as_are_needed_have_co_signed() -> None:
    sizes = [90, 70, 80]
    witnesses = [replace(CO_SIGNED, name=str(size), size=size) for size in sizes]
    doubtful = [replace(CO_SIGNED, name="forked", same=False), replace(CO_SIGNED, name="unnamed", named=False)]
    log = replace(WELL, witnesses=[*witnesses, *doubtful])

    assert [agreed(log, needed) for needed in range(5)] == [None, 90, 80, 70, 0]
