"""Whatever somebody does to stored bytes is found and named, and the one who looks never stumbles over it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from infra.evidence.examining import Examination, Fault, Lapse
from infra.nats.checkpoints import Record
from infra.nats.log.message import Raw
from merkle.notes import ED25519, Signer
from tests.evidence.logs import KEY, ROOT, SIGNER, STRANGER, a_log, checkpointed, rechained

LOG = a_log()
RECORDS = checkpointed(LOG)
TIMES = 1_000
LEFT = "from here on 20 entries are not signed, and should be"

Change = Callable[[random.Random, list[Raw]], None]


def examined(raws: Sequence[Raw], last: int | None = None) -> Examination:
    found = Examination(ROOT, [KEY])
    for record in RECORDS:
        found.take_record(record)
    found.take(raws)
    found.end(len(LOG) if last is None else last)
    return found


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  what is drawn has to be drawn again when it fails


def flip(chance: random.Random, text: bytes) -> bytes:
    place = chance.randrange(len(text))
    return text[:place] + bytes([text[place] ^ 1 << chance.randrange(8)]) + text[place + 1 :]


def one_bit_of_a_body(chance: random.Random, raws: list[Raw]) -> None:
    place = chance.randrange(len(raws))
    raws[place] = raws[place]._replace(body=flip(chance, raws[place].body))


def one_bit_of_a_subject(chance: random.Random, raws: list[Raw]) -> None:
    place = chance.randrange(len(raws))
    raws[place] = raws[place]._replace(subject=flip(chance, raws[place].subject))


def one_bit_of_the_headers(chance: random.Random, raws: list[Raw]) -> None:
    # A name in other letters is the same name, and what stands before it is the server's.
    place = chance.randrange(len(raws))
    lines = raws[place].headers.split(b"\r\n")
    number = chance.randrange(1, 6)
    name, _, value = lines[number].partition(b": ")
    lines[number] = name + b": " + flip(chance, value)
    raws[place] = raws[place]._replace(headers=b"\r\n".join(lines))


def removed(chance: random.Random, raws: list[Raw]) -> None:
    del raws[chance.randrange(len(raws))]


def removed_and_closed_up(chance: random.Random, raws: list[Raw]) -> None:
    del raws[chance.randrange(len(raws))]
    raws[:] = [raw._replace(position=place) for place, raw in enumerate(raws, start=1)]


def put_in(chance: random.Random, raws: list[Raw]) -> None:
    raws.insert(chance.randrange(len(raws)), chance.choice(raws))
    raws[:] = [raw._replace(position=place) for place, raw in enumerate(raws, start=1)]


def swapped(chance: random.Random, raws: list[Raw]) -> None:
    one, other = chance.sample(range(len(raws)), 2)
    raws[one], raws[other] = raws[other]._replace(position=one + 1), raws[one]._replace(position=other + 1)


def out_of_order(chance: random.Random, raws: list[Raw]) -> None:
    one = chance.randrange(len(raws) - 1)
    raws[one], raws[one + 1] = raws[one + 1], raws[one]


def rewritten_with_a_chain_that_fits(chance: random.Random, raws: list[Raw]) -> None:
    raws[:] = rechained(raws, chance.randrange(len(raws)), lambda body: flip(chance, body))


def cut_off(chance: random.Random, raws: list[Raw]) -> None:
    del raws[-chance.randrange(1, len(raws)) :]


CHANGES: tuple[Change, ...] = (
    one_bit_of_a_body,
    one_bit_of_a_subject,
    one_bit_of_the_headers,
    removed,
    removed_and_closed_up,
    put_in,
    swapped,
    out_of_order,
    rewritten_with_a_chain_that_fits,
    cut_off,
)


def test_an_untouched_log_has_no_fault() -> None:
    found = examined(LOG)

    assert (found.faults, found.told, found.messages, found.unsigned) == ([], [], len(LOG), 0)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_stored_bytes_that_were_changed_are_found_every_time(change: Change) -> None:
    missed = []
    for seed in range(TIMES // len(CHANGES)):
        raws = list(LOG)
        change(chance_of(seed), raws)
        if raws != LOG and not examined(raws).faults:
            missed.append(seed)

    assert missed == []


@pytest.mark.parametrize("seed", range(10))
def test_a_changed_message_is_named_by_its_position(seed: int) -> None:
    chance, raws = chance_of(seed), list(LOG)
    place = chance.randrange(len(raws))
    raws[place] = raws[place]._replace(body=flip(chance, raws[place].body))

    assert examined(raws).faults[0].position == place + 1


def closed_up(change: Callable[[list[Raw]], object]) -> Callable[[list[Raw]], object]:
    """What *change* does, and every message behind it in the place that follows."""

    def changed(raws: list[Raw]) -> None:
        change(raws)
        raws[:] = [raw._replace(position=place) for place, raw in enumerate(raws, start=1)]

    return changed


def moved(raws: list[Raw]) -> None:
    raws.insert(70, raws.pop(30))


NAMED: dict[str, tuple[Callable[[list[Raw]], object], int]] = {
    "removed": (lambda raws: raws.pop(30), 31),
    "removed and closed up": (closed_up(lambda raws: raws.pop(30)), 31),
    "put in": (closed_up(lambda raws: raws.insert(30, raws[2])), 31),
    "put in at the end": (lambda raws: raws.append(raws[99]), 100),
    "moved": (moved, 31),
    "moved and closed up": (closed_up(moved), 31),
    "replaced": (lambda raws: raws.__setitem__(30, a_log(salt=b"another")[30]), 31),
    "of another history": (lambda raws: raws.__setitem__(30, raws[31]._replace(position=31)), 31),
}


@pytest.mark.parametrize(("change", "position"), NAMED.values(), ids=NAMED)
def test_what_was_removed_put_in_moved_or_replaced_is_named_where_it_was(
    change: Callable[[list[Raw]], object], position: int
) -> None:
    raws = list(LOG)
    change(raws)

    assert examined(raws).faults[0].position == position


@pytest.mark.parametrize(
    ("waited", "faults"), [("2026-03-01T21:31:00", []), ("2026-03-02T00:00:00", [Fault(81, LEFT)])]
)
def test_a_log_whose_checkpoints_were_taken_away_is_no_sound_one(waited: str, faults: list[Fault]) -> None:
    found = Examination(ROOT, [KEY], waited=datetime.fromisoformat(f"{waited}+00:00"))
    for record in RECORDS[:2]:
        found.take_record(record)
    found.take([*LOG[:80], *(raw._replace(headers=raw.headers.replace(b"T21", b"T22")) for raw in LOG[80:])])
    found.end(100)

    assert [fault for fault in found.faults if fault.why == LEFT] == faults


def test_a_rewritten_tail_with_a_chain_that_fits_is_not_what_was_signed() -> None:
    raws = rechained(LOG, 60, lambda _: b"{}")

    faults = examined(raws).faults

    assert faults[0] == Fault(61, "it is not the message that was signed here")
    assert {fault.why for fault in faults} == {"it is not the message that was signed here"}


def test_a_log_without_its_end_is_shorter_than_what_was_signed() -> None:
    faults = examined(LOG[:-3], last=len(LOG) - 3).faults

    assert faults == [Fault(position, "there is no message any more") for position in (98, 99, 100)]


def test_a_server_that_claims_an_endless_log_is_one_fault() -> None:
    faults = examined(LOG, last=2**62).faults

    assert faults == [Fault(101, f"from here on {2**62 - 100} messages are missing")]


@pytest.mark.parametrize("place", range(len(RECORDS)))
def test_a_checkpoint_that_was_changed_is_named(place: int) -> None:
    found = Examination(ROOT, [KEY])
    for number, record in enumerate(RECORDS):
        changed = (
            record.note.replace(f"\n{record.size}\n", f"\n{record.size + 1}\n") if number == place else record.note
        )
        found.take_record(replace(record, note=changed))
    found.take(LOG)

    assert found.faults == [
        Fault(RECORDS[place].size, "the checkpoint there says another root than what was signed leads to")
    ]


ELSEWHERE = Signer("lantern-elsewhere/events", ED25519, SIGNER.private)
WRONG_ROOT = "the checkpoint there says another root than what was signed leads to"


@pytest.mark.parametrize(
    ("records", "named"),
    [
        ([RECORDS[0], checkpointed(a_log(salt=b"another"))[1], RECORDS[2]], [80, 100, *range(41, 81)]),
        ([RECORDS[0], RECORDS[2]], [80, 41]),
        ([RECORDS[1], RECORDS[2]], [40, 80]),
        ([RECORDS[0], RECORDS[0], *RECORDS[1:]], [0]),
        (checkpointed(LOG, signer=ELSEWHERE), [40, 80, 100, 100]),
    ],
    ids=["of another log", "one is missing", "the first is missing", "one is there twice", "of another installation"],
)
def test_checkpoints_that_are_not_those_of_this_log_are_named(records: list[Record], named: list[int]) -> None:
    found = Examination(ROOT, [KEY], waited=datetime(2026, 3, 2, tzinfo=UTC))
    for record in records:
        found.take_record(record)
    found.take(LOG)
    found.end(100)

    assert [fault.position for fault in found.faults][: len(named)] == named


@given(
    st.builds(
        Record,
        note=st.one_of(st.text(), st.sampled_from([record.note for record in RECORDS])),
        size=st.one_of(st.integers(), st.sampled_from([40, 80, 100])),
        at=st.text(),
        leaves=st.one_of(st.just(RECORDS[0].leaves), st.binary(max_size=99)),
        edge=st.binary(max_size=99),
    )
)
def test_whatever_stands_as_a_checkpoint_whoever_looks_does_not_stumble(record: Record) -> None:
    found = Examination(ROOT, [KEY], Lapse(datetime(2026, 3, 2, tzinfo=UTC)), waited=datetime(2026, 3, 2, tzinfo=UTC))
    for each in (RECORDS[0], record, *RECORDS[1:]):
        found.take_record(each)
    found.take(LOG)
    found.end(100)

    assert found.faults


def test_the_newest_checkpoint_has_to_be_signed_by_the_log() -> None:
    found = Examination(ROOT, [STRANGER])
    found.take_record(RECORDS[0])
    found.end(0)

    assert "the newest checkpoint does not count: the log has not signed it" in str(found.faults[-1])
