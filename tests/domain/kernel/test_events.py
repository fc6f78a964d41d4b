"""Registering what a stored fact is."""

from __future__ import annotations

import msgspec
import pytest

from domain.case.codes import CheckResult
from domain.case.risk.indicators import Indicator
from domain.case.risk.ruleset import RiskRule
from domain.events import REGISTER, BadEventType, Event, Unknown, Upcaster, event_name, stored_as
from domain.privacy import Clear, Health, Narrative, Private, Purpose
from domain.task.events import TaskNoted


class Box(msgspec.Struct, frozen=True):
    """Something with private text inside."""

    text: Narrative


def test_a_fact_has_the_name_it_was_registered_under_also_when_it_is_unknown_here() -> None:
    assert event_name(TaskNoted(member="maria", note=Clear("-"))) == "TaskNoted"
    assert event_name(Unknown(name="ChildHeardOf", fields={})) == "ChildHeardOf"


def test_a_registered_type_knows_why_each_private_text_is_kept() -> None:
    assert REGISTER["TaskNoted"].private == {"note": Purpose.NARRATIVE}
    assert REGISTER["SafeAndWellChecked"].private == {"result": Purpose.HEALTH, "note": Purpose.HEALTH}


def test_a_registered_type_knows_which_private_texts_are_made_of_which_codes() -> None:
    lists = {"indicators": Indicator, "unknowns": Indicator, "ruled_out": Indicator, "rules": RiskRule}
    assert REGISTER["RiskAssessed"].codes == lists
    assert REGISTER["SafeAndWellChecked"].codes == {"result": CheckResult}
    assert REGISTER["TaskNoted"].codes == {}


@pytest.mark.parametrize("name", ["TaskNoted", "taskNoted", "Task-Noted", "Ta", ""])
def test_a_name_is_registered_once_and_looks_like_one(name: str) -> None:
    with pytest.raises(BadEventType):
        stored_as(name)(type("Noted", (Event,), {}, frozen=True))


@pytest.mark.parametrize("ladder", [(), (2,), (1, 3)], ids=str)
def test_the_ladder_from_older_versions_has_no_gap(ladder: tuple[int, ...]) -> None:
    upcasters = tuple(Upcaster(version, dict) for version in ladder)

    with pytest.raises(BadEventType):
        stored_as("NeverRegistered", schema=3, upcasters=upcasters)(Event)


@pytest.mark.parametrize(
    "hint",
    [Private, Clear, Private | None, Narrative | None, tuple[Narrative, ...], Box, tuple[Box, ...]],
    ids=["bare", "clear", "optional", "optional with purpose", "several", "inside a struct", "inside structs"],
)
def test_private_text_that_nothing_would_seal_is_not_registered(hint: object) -> None:
    with pytest.raises(BadEventType):
        stored_as("NeverRegistered")(fact_with(hint))

    assert "NeverRegistered" not in REGISTER


def test_one_private_text_that_names_its_purpose_is_found() -> None:
    try:
        stored_as("RegisteredForATest")(fact_with(Health))

        assert REGISTER["RegisteredForATest"].private == {"text": Purpose.HEALTH}
    finally:
        del REGISTER["RegisteredForATest"]


def fact_with(hint: object) -> type[Event]:
    cls = msgspec.defstruct("Told", [("text", hint)], bases=(Event,), frozen=True, kw_only=True)
    assert issubclass(cls, Event)
    return cls
