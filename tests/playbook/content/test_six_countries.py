"""A disappearance in each of the six countries, task by task, against a table that was checked by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.case import events as e
from domain.case.codes import AbsenceEnd
from domain.codes import AlertKind, Country, Role
from domain.playbook.rules import Mark, Playbooks
from domain.privacy import NOTHING
from domain.task.commands import Waive
from tests.playbook.content.national import found_here, over_easter, played
from tests.playbook.story import SHIPPED, Story, absent, duties, located, playbook, reported, rule

TABLES = Path(__file__).parent / "tables"


@pytest.mark.parametrize("country", list(Country))
def test_a_disappearance_opens_these_tasks_with_these_deadlines_in_local_time(country: Country) -> None:
    lines = (TABLES / f"{country}.txt").read_text(encoding="utf-8").splitlines()

    table = [line for line in lines if not line.lstrip().startswith("#")]
    assert played(country) + found_here(country) + over_easter(country) == table


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


def test_every_rule_has_its_title_in_the_languages_of_the_countries_it_holds_for() -> None:
    spoken = {book.id: book.languages for book in SHIPPED.playbooks if book.languages}
    all_of_them = ("fr", "nl", "el", "it", "sv")

    assert spoken == {
        "common-practice": all_of_them, "european": all_of_them,
        "be": ("fr", "nl"), "fr": ("fr",), "gr": ("el",), "it": ("it",), "se": ("sv",),
    }  # fmt: skip
    for book in SHIPPED.playbooks:
        assert all(set(one.titles) == set(book.languages) for one in book.rules)


def test_a_child_who_has_a_guardian_needs_none_when_the_asylum_authority_comes_in() -> None:
    story = Story("carer.it", "protection.it")
    story.tell(e.GuardianAppointed(guardian="guardian.it", name=NOTHING), by="protection.it")
    joined = e.AgencyJoined(agency="asylum.it", role=Role.ASYLUM, country=Country.IT, invited_by="carer.it")

    assert duties(story.tell(joined, by="carer.it")) == {}


def test_the_review_after_a_month_comes_back_every_month_for_as_long_as_the_child_is_missing() -> None:
    story = Story("carer.it", "police.it")
    story.tell(absent(), by="carer.it")

    review = duties(story.tell(reported(), by="carer.it"))["carer.it", "review-1m"]
    found = story.tell(located(), by="police.it")

    assert review.due_at == story.facts[-2].recorded_at + timedelta(days=30)
    assert review.repeat_minutes == 30 * 24 * 60
    assert [one for one in found if one.originator.endswith(review.task) and isinstance(one.command, Waive)]


def test_who_was_told_of_an_absence_is_told_that_the_child_came_back_by_itself() -> None:
    story = Story("carer.it", "police.it", "guardian.it")
    story.tell(absent(), by="carer.it")

    tasks = duties(story.tell(e.AbsenceResolved(episode="first", how=AbsenceEnd.RETURNED), by="carer.it"))

    assert set(tasks) == {("guardian.it", "note-found")}


def test_the_home_office_passes_on_what_it_noticed_first() -> None:
    for by, asked in (("asylum.uk", True), ("carer.uk", False)):
        story = Story("carer.uk", "asylum.uk")
        assert (("asylum.uk", "pass-on-missing") in duties(story.tell(absent("uk"), by=by))) is asked


def test_an_alert_is_reviewed_after_five_years_and_a_preventive_one_after_one() -> None:
    story = Story("carer.it", "police.it")
    issued = e.AlertIssued(alert="", kind=AlertKind.SIS, country=Country.IT, agency="police.it")
    before = story.tell(replace(issued, alert="a"), by="police.it")
    story.tell(absent(), by="carer.it")
    after = story.tell(replace(issued, alert="b"), by="police.it")

    clocks = [duties(told)["police.it", "review-sis-alert"] for told in (before, after)]

    assert [one.due_at and one.clock_from and one.due_at - one.clock_from for one in clocks] == [
        timedelta(days=365),
        timedelta(days=5 * 365),
    ]


def test_a_sourced_clock_is_never_pausable() -> None:
    """What the law gives a number for is not put off by a word of ours."""
    pausable = [one for book in SHIPPED.playbooks for one in book.rules if one.pauses]

    assert pausable
    assert {one.mark for one in pausable} == {Mark.DEFAULT}
