"""Who looked without a duty in the case: given looks and duties, what is found."""

from __future__ import annotations

from datetime import timedelta

from domain.codes import Role
from projections.findings import Asked, Check, Finding, Look
from projections.findings.looks import looked_without_task
from tests.projections.findings.stories import RULES, Story
from tests.projections.findings.test_files import ALONE as LOWERED_ALONE
from tests.projections.findings.test_files import TAKEN
from tests.projections.given.facts import DUTY, FILE, PROTECTED, START, named
from tests.projections.given.tasks import completed, handed_over, offered, opened, waived

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def look(after: timedelta, agency: str = "police-be", role: Role | None = Role.POLICE, who: str = "1") -> Look:
    return Look(member=f"{agency}-{who}", agency=agency, role=role, at=START + after, said="duty")


def looked(story: Story, *looks: Look) -> list[Finding]:
    return [each for each in story.found(timedelta(hours=1), looks) if each.check is Check.LOOKED]


def test_who_has_a_duty_looks_because_of_it_and_who_has_none_is_found() -> None:
    story = Story().duty(opened())

    assert looked(story, look(5 * MINUTE)) == []
    (finding,) = looked(story, look(5 * MINUTE, "hotline-be", Role.HOTLINE))
    assert (finding.agency, finding.member, finding.said, finding.over) == (
        "hotline-be",
        "hotline-be-1",
        ("duty",),
        None,
    )


def test_who_looked_before_the_duty_was_there_is_found() -> None:
    assert [each.since for each in looked(Story().duty(opened()), look(MINUTE))] == [START + MINUTE]


def test_the_looks_of_a_person_on_a_day_are_one_finding_and_those_of_another_are_another() -> None:
    story = Story()

    found = looked(story, look(3 * MINUTE), look(MINUTE), look(2 * MINUTE, who="2"), look(2 * DAY))

    assert [(each.member, each.times, each.since) for each in found] == [
        ("police-be-1", 2, START + MINUTE),
        ("police-be-2", 1, START + 2 * MINUTE),
        ("police-be-1", 1, START + 2 * DAY),
    ]
    assert len({each.key for each in found}) == 3


def test_for_two_weeks_after_its_last_duty_an_agency_may_look_back() -> None:
    done = Story().duty(opened(), completed())
    withdrawn = Story().duty(opened()).duty(waived(), by=RULES)

    for story in (done, withdrawn):
        assert looked(story, look(14 * DAY)) == []
        assert len(looked(story, look(15 * DAY))) == 1


def test_a_duty_that_was_handed_over_is_no_reason_any_more_and_one_on_offer_is() -> None:
    offered_only = Story().duty(opened(), offered())
    moved = Story().duty(opened(), offered(), handed_over())

    assert looked(offered_only, look(5 * MINUTE, "protection-be", Role.PROTECTION), look(40 * DAY)) == []
    assert looked(moved, look(5 * MINUTE, "protection-be", Role.PROTECTION)) == []
    assert len(looked(moved, look(40 * DAY))) == 1


def test_whose_office_it_is_to_look_is_not_found_and_what_an_emergency_opened_is_its_own_check() -> None:
    story = Story().file(TAKEN, by="hotline-be")

    office = [look(MINUTE, "auditor-be", Role.AUDITOR), look(MINUTE, "chair-be", Role.CHAIR), look(MINUTE, "x", None)]

    assert looked(story, *office) == []
    assert looked(story, look(3 * MINUTE, "hotline-be", Role.HOTLINE)) == []
    assert len(looked(story, look(9 * MINUTE, "hotline-be", Role.HOTLINE))) == 1


def test_a_duty_that_auditors_do_not_see_changes_nothing_that_is_found() -> None:
    hidden = Story()
    hidden.log.tell(DUTY, opened(), audience=PROTECTED)
    hidden.log.tell(FILE, LOWERED_ALONE, audience=named("police-be", "guardian-be"))
    late = timedelta(days=1)

    assert hidden.found(late, [look(5 * MINUTE)]) == Story().found(late, [look(5 * MINUTE)])
    assert len(hidden.found(late, [look(5 * MINUTE)])) == 1


def test_who_is_asked_to_a_conference_looks_because_of_it() -> None:
    when = START + MINUTE
    police = Asked("police-be", when, when + DAY)

    def seen(after: timedelta, agency: str = "police-be") -> int:
        return len(looked_without_task("case", [look(after, agency)], (), None, [police]))

    assert [seen(timedelta(0)), seen(2 * MINUTE), seen(15 * DAY), seen(16 * DAY)] == [1, 0, 0, 1]
    assert seen(2 * MINUTE, "hotline-be") == 1
    open_one = [Asked("police-be", when, None)]
    assert looked_without_task("case", [look(90 * DAY)], (), None, open_one) == []
