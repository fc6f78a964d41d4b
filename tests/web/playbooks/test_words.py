"""Rules in words: nothing that is our own number reads as the law."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.codes import AlertKind, Country, RiskLevel, Role
from domain.playbook.counting import Counts, Hours, Night
from domain.playbook.rules import Addressee, Mark, Once, Scope, Starts, When
from tests.playbook.story import SHIPPED, playbook, rule
from web.playbooks import words
from web.playbooks.comparing import FIELDS, compared, in_words
from web.playbooks.duties import PHASES, STATES, State
from web.playbooks.reading import placed_in

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "1 h after it happened"),
        ({"starts": Starts.RECORDED}, "1 h after it was recorded"),
        ({"within": None}, "no clock"),
        ({"within": 15 * 24 * HOUR, "counts": Counts.WORKING_DAYS}, "15 working days after it happened"),
        ({"within": 4 * HOUR, "counts": Counts.WORKING_HOURS}, "4 h of office hours after it happened"),
        (
            {"night": Night(time(22), time(6), HOUR / 2)},
            "1 h after it happened; 30 min where it begins between 22:00–06:00",
        ),
    ],
)
def test_a_clock_says_how_long_from_when_and_what_of_the_time_counts(said: dict[str, object], expected: str) -> None:
    assert words.clock(rule(**said)) == expected


def test_conditions_are_said_one_by_one() -> None:
    when = When(
        risk_at_least=RiskLevel.MEDIUM,
        risk_below=RiskLevel.HIGH,
        countries=(Country.BE,),
        abroad=True,
        guarded=False,
        alerts=(AlertKind.SIS,),
        by=(Role.POLICE,),
    )

    said = "; ".join(words.conditions(rule(when=when, once_per=Once.FACT)))

    assert said == (
        "risk at least medium; risk below high; in BE; abroad; without a guardian; recorded by: Police; "
        "alert: Schengen Information System; each time"
    )


def test_who_is_a_role_or_whoever_the_rule_finds() -> None:
    assert words.who(rule()) == "Police"
    assert words.who(rule(scope=Scope.EVERYWHERE)) == "Police of every country in the case"
    assert words.who(rule(role=None, addressee=Addressee.TOLD)) == "Everybody who was told of the loss"


def test_what_no_source_sets_is_called_a_default_and_not_the_law() -> None:
    for mark in (Mark.KNOWLEDGE, Mark.DEFAULT):
        assert "default of this installation, not the law" in words.how_sure(rule(mark=mark))
    assert words.how_sure(rule(mark=Mark.SOURCE)) == "From this source"


def test_escalation_and_pauses_are_said_where_there_are_any() -> None:
    told = rule(acknowledge_within=HOUR, escalate_to=("protection", "lead"), pauses=("court-awaited",))
    again = rule(repeats=30 * 24 * HOUR)
    paused = rule(pauses=("court-awaited",), pause_at_most=24 * HOUR)

    assert list(words.more_clocks(told)) == ["acknowledged within 1 h, or told on to: Child protection, the lead"]
    assert list(words.more_clocks(again)) == ["comes back 30 d after it was done"]
    assert list(words.more_clocks(paused)) == ["may wait at most 1 d: Waiting for a court"]


def test_every_shipped_rule_has_words_for_all_it_says() -> None:
    for country in Country:
        for placed in placed_in(SHIPPED, country):
            assert words.title_of(placed.rule).text
            assert words.triggers(placed.rule)
            assert words.ends(placed.rule)
            assert words.who(placed.rule)


def test_a_title_is_in_the_first_language_that_somebody_reads_and_the_playbook_has() -> None:
    said = rule(titles={"fr": "Chercher l’enfant", "nl": "Het kind zoeken"})

    assert words.title_of(said, ("el", "nl", "fr")) == ("Het kind zoeken", "nl")
    assert words.title_of(said, ("el",)) == ("Look for the child", None)
    assert words.title_of(said) == ("Look for the child", None)


def test_every_state_phase_and_field_has_its_words() -> None:
    assert set(STATES) == set(State)
    assert list(PHASES) == list({placed.rule.phase: None for placed in placed_in(SHIPPED, Country.BE)})
    said = {*rule().__struct_fields__, *playbook().__struct_fields__} - {"rules", "version", "id"}
    assert said <= set(FIELDS)


def test_two_versions_are_compared_rule_by_rule_and_field_by_field() -> None:
    before = playbook(rule(), rule(id="old"), rule(id="same"))
    after = playbook(
        rule(within=2 * HOUR, closes_on=("CaseClosed",)), rule(id="new"), rule(id="same"), country=Country.BE
    )

    found = compared(before, after)

    assert [(change.name, change.kind) for change in found.changes] == [
        ("look", "changed"),
        ("new", "added"),
        ("old", "removed"),
    ]
    assert [(field.name, field.before, field.after) for field in found.changes[0].fields] == [
        ("Within", "1 h", "2 h"),
        ("What ends the reason", "Absence ended, Child located", "Case closed"),
    ]
    assert [(field.name, field.before, field.after) for field in found.head] == [("Country", "", "Belgium")]
    assert found.same == 1


def test_values_of_every_kind_are_read_as_people_say_them() -> None:
    assert [in_words(value) for value in (True, False, None, ())] == ["yes", "no", "", ""]
    assert in_words(date(2027, 1, 1)) == "2027-01-01"
    assert in_words(Hours(time(9), time(17))) == "09:00–17:00"
    assert in_words(Night(time(22), time(6), HOUR)) == "1 h, 22:00–06:00"
    assert in_words({Role.POLICE: "the brigade"}) == "Police: the brigade"
    assert in_words(When(abroad=False)) == "not abroad"


def test_how_an_agency_is_brought_in_is_read_field_by_field() -> None:
    assert SHIPPED.bring_in is not None

    said = in_words(SHIPPED.bring_in[1])

    assert "Within: 1 h" in said
    assert "Police: Bring in the police" in said
