"""Which duties facts lead to, when they are asked for again, and when not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import events as e
from domain.case.codes import AbsenceEnd
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY
from domain.playbook.rules import (
    BringIn,
    IfNobody,
    Mark,
    Once,
    Placed,
    Playbooks,
    Rule,
    Scope,
    Starts,
)
from domain.privacy import NOTHING
from domain.task.commands import Waive
from tests.playbook.story import START, Story, absent, duties, joined, playbook, reported, rule

HOUR = timedelta(hours=1)
HOW = BringIn(
    titles={Role.POLICE: "Bring in the police"},
    why="Somebody has to.",
    within=2 * HOUR,
    acknowledge_within=HOUR,
    source="a test",
    mark=Mark.DEFAULT,
)
RESOLVED = e.AbsenceResolved(episode="first", how=AbsenceEnd.RETURNED)


def told(*agencies: str, rules: tuple[Rule, ...] = (rule(),), bring_in: BringIn | None = None) -> Story:
    return Story(*agencies, playbooks=Playbooks([playbook(*rules, bring_in=bring_in)]))


def test_a_duty_says_which_rule_of_which_version_asks_for_it() -> None:
    story = told("carer.it", "police.it")

    (reaction,) = story.tell(absent(), by="carer.it")

    assert reaction.context.playbook is not None
    assert (reaction.context.playbook.playbook, reaction.context.playbook.version) == ("common", "1")
    assert reaction.context.playbook.rule == "look"
    assert reaction.context.causation_id == story.facts[-1].id
    assert reaction.context.correlation_id == story.facts[-1].meta.command_id
    assert reaction.context.agency == SYSTEM_AGENCY
    assert reaction.originator == f"case.{story.case.case}.task.{duties([reaction])['police.it', 'look'].task}"


def test_the_same_fact_on_the_same_history_asks_for_the_same_tasks() -> None:
    once, again = told("carer.it", "police.it"), told("carer.it", "police.it")

    assert once.tell(absent(), by="carer.it") == again.tell(absent(), by="carer.it")


def test_a_second_fact_of_the_same_episode_asks_for_nothing_new() -> None:
    story = told("carer.it", "police.it", rules=(rule(on="DisappearanceReported"),))
    story.tell(absent(), by="carer.it")

    assert len(story.tell(reported(), by="carer.it")) == 1
    assert story.tell(reported(), by="carer.it") == []


def test_a_new_episode_asks_again_and_a_duty_of_the_case_does_not() -> None:
    story = told("carer.it", "police.it", rules=(rule(), rule(id="ever", code="ever", once_per=Once.CASE)))
    first = duties(story.tell(absent(), by="carer.it"))
    story.tell(RESOLVED, by="carer.it")

    second = duties(story.tell(absent(episode="second"), by="carer.it"))

    assert second["police.it", "look"].task != first["police.it", "look"].task
    assert second["police.it", "ever"].task == first["police.it", "ever"].task


def test_a_duty_per_fact_comes_with_every_fact() -> None:
    story = told("carer.it", "police.it", rules=(rule(on="SightingRecorded", once_per=Once.FACT),))
    seen = [story.tell(e.SightingRecorded(sighting=name, country=None, place=NOTHING), by="carer.it") for name in "ab"]

    assert [len(reactions) for reactions in seen] == [1, 1]


def test_an_agency_that_joins_later_gets_what_is_still_open() -> None:
    story = told("carer.it")
    story.tell(absent(), by="carer.it")

    late = duties(story.tell(joined("police.it"), by="carer.it", after=3 * HOUR))

    assert late["police.it", "look"].due_at == story.now + HOUR


def test_an_agency_that_joins_after_the_end_gets_nothing() -> None:
    story = told("carer.it")
    story.tell(absent(), by="carer.it")
    story.tell(RESOLVED, by="carer.it")

    assert story.tell(joined("police.it"), by="carer.it") == []


def test_an_agency_that_left_and_is_back_is_asked_for_the_same_task() -> None:
    story = told("carer.it", "police.it")
    first = duties(story.tell(absent(), by="carer.it"))
    story.tell(e.LeadAccepted(agency="police.it"), by="police.it")

    assert story.tell(e.AgencyLeft(agency="police.it", reason=NOTHING), by="police.it") == []
    assert duties(story.tell(joined("police.it"), by="carer.it")).keys() == first.keys()
    assert story.case.lead is None


@pytest.mark.parametrize(
    ("scope", "who"), [(Scope.HERE, {"police.it"}), (Scope.EVERYWHERE, {"police.it", "police.fr"})]
)
def test_a_rule_means_agencies_here_or_everywhere(scope: Scope, who: set[str]) -> None:
    story = told("carer.it", "police.it", "police.fr", rules=(rule(scope=scope),))

    assert {agency for agency, _ in duties(story.tell(absent(), by="carer.it"))} == who


def test_a_clock_can_run_from_when_it_was_recorded() -> None:
    story = told("carer.it", "police.it", rules=(rule(starts=Starts.RECORDED),))

    task = duties(story.tell(absent(), by="carer.it", late=5 * HOUR))["police.it", "look"]

    assert task.due_at == story.now + 6 * HOUR


def test_a_duty_without_a_clock_has_none() -> None:
    story = told("carer.it", "police.it", rules=(rule(within=None),))

    assert duties(story.tell(absent(), by="carer.it"))["police.it", "look"].due_at is None


def test_a_role_that_nobody_has_is_brought_in_by_who_acts_and_by_the_lead_once_there_is_one() -> None:
    story = told("carer.it", "guardian.it", bring_in=HOW)

    task = duties(story.tell(absent(), by="guardian.it"))["guardian.it", "bring-in-police"]
    led = duties(story.tell(e.LeadAccepted(agency="carer.it"), by="carer.it"))

    assert task.title == "Bring in the police (IT)"
    assert task.due_at == story.now - timedelta(minutes=1) + 2 * HOUR
    assert list(led) == [("carer.it", "bring-in-police")]


def test_who_is_brought_in_gets_the_duty_and_the_bringing_in_is_over() -> None:
    story = told("carer.it", bring_in=HOW)
    story.tell(absent(), by="carer.it")

    follows = story.tell(joined("police.it"), by="carer.it")

    assert list(duties(follows)) == [("police.it", "look")]
    assert [r.command.reason for r in follows if isinstance(r.command, Waive)] == ["No longer needed: agency joined."]


def test_a_role_without_a_title_of_its_own_is_brought_in_by_its_code() -> None:
    story = told("carer.it", rules=(rule(role=Role.HOTLINE),), bring_in=HOW)

    (task,) = duties(story.tell(absent(), by="carer.it")).values()

    assert task.title == "Bring in: hotline (IT)"


def test_nobody_is_brought_in_where_the_rule_does_not_ask_for_it_or_no_playbook_says_how() -> None:
    skipped = told("carer.it", rules=(rule(if_nobody=IfNobody.SKIP),), bring_in=HOW)

    assert skipped.tell(absent(), by="carer.it") == []
    assert told("carer.it").tell(absent(), by="carer.it") == []


def test_a_case_without_agencies_asks_nobody() -> None:
    story = told("carer.it", bring_in=HOW)
    story.tell(e.AgencyLeft(agency="carer.it", reason=NOTHING), by="carer.it")

    assert story.tell(absent(), by="police.it") == []


def test_a_national_rule_replaces_the_common_one_for_its_own_agencies() -> None:
    common = playbook(rule(scope=Scope.EVERYWHERE))
    italian = playbook(
        rule(id="guarda", code="guarda", scope=Scope.EVERYWHERE, instead_of=("look",)), id="it", country=Country.IT
    )
    story = Story("carer.it", "police.it", "police.fr", playbooks=Playbooks([common, italian]))

    assert set(duties(story.tell(absent(), by="carer.it"))) == {("police.it", "guarda"), ("police.fr", "look")}


def test_a_rule_that_was_added_later_knows_nothing_of_what_was_recorded_before_it() -> None:
    later = rule(id="later", code="later", since=START + timedelta(hours=1))
    story = Story("police.it", playbooks=Playbooks([playbook(rule(), later)]))

    before = duties(story.tell(absent(), by="police.it"))
    after = duties(story.tell(absent(episode="second"), by="police.it", late=timedelta(hours=2)))

    assert before.keys() == {("police.it", "look")}
    assert after.keys() == {("police.it", "look"), ("police.it", "later")}


class Counting(Playbooks):
    """Writes down whose rules are passed over."""

    def __init__(self, *rules: Rule) -> None:
        super().__init__([playbook(*rules)])
        self.passes: list[str] = []

    def on(self, event: str) -> tuple[Placed, ...]:
        self.passes.append(event)
        return super().on(event)


def test_a_report_takes_one_pass_over_the_rules_that_it_triggers_however_long_the_case_is() -> None:
    asked = rule(id="ask", on="DisappearanceReported", closes_on=("ChildLocated",))
    books = Counting(rule(), asked, rule(id="see", on="SightingRecorded", once_per=Once.FACT))
    story = Story("police.it", playbooks=books)
    story.tell(absent(), by="police.it")
    for number in range(20):
        story.tell(e.SightingRecorded(sighting=f"{number}", country=Country.IT, place=NOTHING), by="police.it")
    books.passes.clear()

    story.tell(reported(), by="police.it")

    assert books.passes == ["DisappearanceReported"]


def test_only_the_facts_whose_duties_it_may_end_are_looked_at_again() -> None:
    books = Counting(rule(closes_on=("DisappearanceReported",)), rule(id="see", on="SightingRecorded"))
    story = Story("police.it", playbooks=books)
    story.tell(absent(), by="police.it")
    story.tell(e.SightingRecorded(sighting="s", country=Country.IT, place=NOTHING), by="police.it")
    books.passes.clear()

    story.tell(reported(), by="police.it")

    assert books.passes == ["AbsenceNoticed", "DisappearanceReported"]
