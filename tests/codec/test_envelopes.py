"""Bodies on disk: in the contract's order, readable for ever, and harmless when they are not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.envelope import Meta
from domain.events import REGISTER, BadEventType, Event, EventType, Unknown, Upcaster, stored_as
from domain.privacy import Clear, Erased, Narrative, Sealed
from domain.task.events import TaskClaimed, TaskNoted
from infra.codec import BodyUnreadable, CannotSeal, Unregistered, check_register, decode, encode, keys_of, subject_of
from infra.codec.register import Marking
from tests.contracts.facts import NOW, a_task, claimed, draft, meta, noted

IN_THE_CONTRACT = [
    "occurred_at",
    "actor",
    "agency",
    "on_behalf_of",
    "purpose",
    "legal_basis",
    "jurisdiction",
    "audience",
    "command_id",
    "causation_id",
    "correlation_id",
    "playbook",
    "exercise",
    "language",
    "data",
]
SEAL = {"sealed": {"key": "k", "nonce": "n", "text": "t"}}


def body(**data: Any) -> bytes:
    return msgspec.json.encode({**msgspec.to_builtins(meta()), "data": data})


@pytest.fixture(name="register")
def _register() -> Iterator[dict[str, EventType]]:
    before = dict(REGISTER)
    yield REGISTER
    REGISTER.clear()
    REGISTER.update(before)


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(json.loads(encode(a_task(), noted(), Marking()))) == IN_THE_CONTRACT


def test_a_private_field_is_stored_as_a_seal() -> None:
    task = a_task()

    stored = json.loads(encode(task, noted("text"), Marking()))["data"]["note"]

    key = f"{task.split('.')[1]}-narrative"
    assert stored == {"sealed": {"key": key, "nonce": "note", "text": "text"}}


def test_a_seal_from_elsewhere_is_not_stored_again() -> None:
    with pytest.raises(CannotSeal):
        encode(a_task(), draft(TaskNoted(member="m", note=Sealed("k", "n", "t"))), Marking())


def test_an_erased_field_is_stored_as_erased() -> None:
    stored = encode(a_task(), draft(TaskNoted(member="m", note=Erased(NOW))), Marking())

    _, event = decode("TaskNoted", 1, stored)

    assert event == TaskNoted(member="m", note=Erased(NOW))


def test_a_member_has_keys_of_their_own() -> None:
    event = TaskClaimed(member="anna", agency="police", at=NOW)

    assert subject_of("directory.agency.police", event) == "anna"
    assert subject_of("case.c1.task.t1", event) == "c1"
    assert subject_of("exercise.e1", event) == "e1"
    assert keys_of("case.c1.task.t1", TaskNoted(member="anna", note=Clear(""))) == {"c1-narrative"}


def test_an_unknown_name_keeps_all_it_holds() -> None:
    _, event = decode("TaskDreamtOf", 3, body(by="anna", notes=[SEAL, {"deep": SEAL}], odd={"sealed": 5}))

    seal = Sealed("k", "n", "t")
    fields = {"by": "anna", "notes": [seal, {"deep": seal}], "odd": {"sealed": 5}}
    assert event == Unknown(name="TaskDreamtOf", fields=fields)


def test_a_newer_schema_of_a_known_name_is_unknown_here() -> None:
    _, event = decode("TaskClaimed", 2, body(by="anna"))

    assert event == Unknown(name="TaskClaimed", fields={"by": "anna"})


def test_an_older_schema_is_lifted_step_by_step(register: dict[str, EventType]) -> None:
    rename = Upcaster(1, lambda fields: {"who": fields["by"]})
    add = Upcaster(2, lambda fields: {**fields, "note": SEAL})

    @stored_as("DoorOpened", schema=3, upcasters=(rename, add))
    class DoorOpened(Event, frozen=True, kw_only=True):
        who: str
        note: Narrative

    _, event = decode("DoorOpened", 1, body(by="anna"))

    assert event == DoorOpened(who="anna", note=Sealed("k", "n", "t"))
    assert "DoorOpened" in register


def test_a_field_that_came_later_reads_as_its_default(register: dict[str, EventType]) -> None:
    @stored_as("DoorShut")
    class DoorShut(Event, frozen=True, kw_only=True):
        who: str
        note: Narrative = Clear("")
        times: tuple[int, ...] = ()

    _, event = decode("DoorShut", 1, body(who="anna", colour="blue"))

    assert event == DoorShut(who="anna")
    assert "DoorShut" in register


def test_an_event_that_nobody_registered_is_refused() -> None:
    class Rumour(Event, frozen=True, kw_only=True):
        text: str

    with pytest.raises(Unregistered):
        encode(a_task(), draft(Rumour(text="")), Marking())


def test_a_type_that_does_not_survive_the_round_trip_is_found_at_start(register: dict[str, EventType]) -> None:
    @stored_as("BytesFound")
    class BytesFound(Event, frozen=True, kw_only=True):
        things: frozenset[str]

    with pytest.raises(BadEventType, match="BytesFound"):
        check_register([register["BytesFound"]])
    assert BytesFound.NAME == "BytesFound"


@given(st.binary(max_size=80) | st.recursive(st.none() | st.text(), st.lists).map(msgspec.json.encode))
def test_whatever_bytes_stand_there_reading_them_ends_in_a_named_fault(junk: bytes) -> None:
    with pytest.raises(BodyUnreadable):
        decode("TaskNoted", 1, junk)


@pytest.mark.parametrize("data", [{}, {"member": 5}, {"member": "m", "note": {}}, {"member": "m", "note": "text"}])
def test_a_malformed_fact_is_unreadable_and_not_repeated(data: dict[str, Any]) -> None:
    with pytest.raises(BodyUnreadable) as fault:
        decode("TaskNoted", 1, body(**data))

    assert str(fault.value) in {"TaskNoted is not readable: ValidationError", "TaskNoted is not readable: ValueError"}


@given(st.text(), st.text())
def test_what_is_encoded_is_decoded(member: str, agency: str) -> None:
    fact = claimed(member)
    fact = msgspec.structs.replace(fact, meta=msgspec.structs.replace(fact.meta, agency=agency))

    decoded = decode("TaskClaimed", 1, encode(a_task(), fact, Marking()))

    assert decoded == (fact.meta, fact.event)
    assert type(decoded[0]) is Meta
