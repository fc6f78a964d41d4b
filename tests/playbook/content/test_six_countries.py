"""A disappearance in each of the six countries, task by task, against a table that was checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.case import events as e
from domain.codes import Country, RiskLevel, Role
from domain.playbook.rules import Mark, Playbooks
from domain.privacy import NOTHING
from tests.playbook.content.national import played
from tests.playbook.story import SHIPPED, Story, absent, duties, playbook, reported, rule

TABLES = Path(__file__).parent / "tables"


@pytest.mark.parametrize("country", list(Country))
def test_a_disappearance_opens_these_tasks_with_these_deadlines_in_local_time(country: Country) -> None:
    table = (TABLES / f"{country}.txt").read_text(encoding="utf-8").splitlines()

    assert played(country) == table


def test_bringing_an_agency_in_says_what_it_is_called_there() -> None:
    story = Story("carer.be")

    tasks = duties(story.tell(absent("be"), by="carer.be"))

    assert tasks["carer.be", "bring-in-guardian"].title == (
        "Bring in the child’s guardian (BE): tuteur / voogd of the Service des Tutelles / Dienst Voogdij"
    )


def test_where_no_playbook_says_what_an_agency_is_called_its_role_and_country_have_to_do() -> None:
    assert SHIPPED.called(Role.PROTECTION, Country.BE) is None
    assert SHIPPED.called(Role.HOTLINE, Country.SE) is not None
    assert SHIPPED.called(Role.HOTLINE, None) is None
    assert Playbooks([playbook(rule())]).called(Role.POLICE, Country.BE) is None


def test_every_country_names_its_hotline_guardian_police_and_asylum_authority() -> None:
    for country in Country:
        for role in (Role.HOTLINE, Role.GUARDIAN, Role.POLICE, Role.ASYLUM, Role.CARER):
            assert SHIPPED.called(role, country)


def test_every_rule_of_a_country_has_its_title_in_the_languages_of_that_country() -> None:
    spoken = {book.id: book.languages for book in SHIPPED.playbooks if book.languages}

    assert spoken == {"be": ("fr", "nl"), "fr": ("fr",), "gr": ("el",), "it": ("it",), "se": ("sv",)}
    for book in SHIPPED.playbooks:
        assert all(set(one.titles) == set(book.languages) for one in book.rules)


def test_a_child_who_has_a_guardian_needs_none_when_the_asylum_authority_comes_in() -> None:
    story = Story("carer.it", "protection.it")
    story.tell(e.GuardianAppointed(guardian="guardian.it", name=NOTHING), by="protection.it")
    joined = e.AgencyJoined(agency="asylum.it", role=Role.ASYLUM, country=Country.IT, invited_by="carer.it")

    assert duties(story.tell(joined, by="carer.it")) == {}


def test_each_assessment_starts_the_next_month_of_the_search() -> None:
    story = Story("carer.it", "police.it")
    story.tell(absent(), by="carer.it")
    story.tell(reported(), by="carer.it")

    first = duties(story.tell(e.RiskAssessed(level=RiskLevel.LOW), by="police.it"))
    second = duties(story.tell(e.RiskAssessed(level=RiskLevel.LOW), by="police.it"))

    assert first["police.it", "review-monthly"].task != second["police.it", "review-monthly"].task
    assert [one.code for one in duties(story.reactions).values()].count("review-monthly") == 1


def test_a_sourced_clock_is_never_pausable() -> None:
    """What the law gives a number for is not put off by a word of ours."""
    pausable = [one for book in SHIPPED.playbooks for one in book.rules if one.pauses]

    assert pausable
    assert {one.mark for one in pausable} == {Mark.DEFAULT}
