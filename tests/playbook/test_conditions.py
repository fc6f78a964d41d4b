"""Under which conditions a rule holds, whom it means, and what it must not tell."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import events as e
from domain.case.codes import AbsenceEnd, LegalBasis
from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel, Role
from domain.context import SYSTEM_AGENCY
from domain.envelope import Audience, AudienceKind
from domain.events import Unknown
from domain.playbook.counting import Counts
from domain.playbook.policy import words
from domain.playbook.rules import (
    Addressee,
    BringIn,
    Mark,
    Once,
    Playbooks,
    Rule,
    Scope,
    When,
)
from domain.privacy import NOTHING
from domain.task.commands import Waive
from tests.playbook.story import START, Story, absent, duties, joined, located, playbook, rule, withdrawn

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
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


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        (When(risk_at_least=RiskLevel.MEDIUM), True),
        (When(risk_at_least=RiskLevel.HIGH), False),
        (When(risk_below=RiskLevel.HIGH), True),
        (When(risk_below=RiskLevel.MEDIUM), False),
        (When(countries=(Country.IT,)), True),
        (When(countries=(Country.FR,)), False),
        (When(ages=(AgeBand.FROM_13, AgeBand.FROM_16)), True),
        (When(ages=(AgeBand.UNDER_13, AgeBand.UNKNOWN)), False),
        (When(classified=(Classification.UNKNOWN,)), True),
        (When(classified=(Classification.WORRYING,)), False),
        (When(by=(Role.POLICE, Role.CARER)), True),
        (When(by=(Role.ASYLUM,)), False),
        (When(abroad=False), True),
        (When(abroad=True), False),
        (When(alive=True), True),
        (When(alive=False), False),
        (When(missing=True), True),
        (When(missing=False), False),
        (When(worrying=True), True),
        (When(worrying=False), False),
    ],
)
def test_a_rule_holds_under_its_conditions(when: When, holds: bool) -> None:  # noqa: FBT001 - a table of examples
    story = told("carer.it", "police.it", rules=(rule(when=when),))
    story.tell(e.RiskAssessed(level=RiskLevel.MEDIUM, worrying=1), by="police.it")
    story.tell(e.AgeBandRecorded(band=AgeBand.FROM_13), by="police.it")

    assert bool(story.tell(absent(), by="carer.it")) is holds


def test_an_age_that_nobody_has_recorded_is_unknown_and_holds_where_unknown_is_named() -> None:
    for ages, asked in (((AgeBand.FROM_16,), 0), ((AgeBand.UNKNOWN,), 1)):
        assert len(told("police.it", rules=(rule(when=When(ages=ages)),)).tell(absent(), by="police.it")) == asked


def test_what_an_absence_was_called_holds_for_this_absence() -> None:
    only_worrying = rule(on="AbsenceClassified", when=When(classified=(Classification.WORRYING,)), once_per=Once.FACT)
    story = told("police.it", rules=(only_worrying,))
    story.tell(absent(), by="police.it")

    for what, asked in ((Classification.OUTING, 0), (Classification.WORRYING, 1)):
        classified = e.AbsenceClassified(episode="first", classification=what)
        assert len(duties(story.tell(classified, by="police.it"))) == asked
    story.tell(absent(episode="second"), by="police.it")
    assert story.case.classified is Classification.UNKNOWN


def test_what_two_people_have_weighed_is_worrying_no_longer() -> None:
    story = told("carer.it", "police.it", rules=(rule(when=When(worrying=True)),))
    story.tell(e.RiskAssessed(level=RiskLevel.HIGH, worrying=2), by="police.it")
    lowered = e.RiskLowered(level=RiskLevel.MEDIUM, reason=NOTHING, proposed_by="one", confirmed_by="other")
    story.tell(lowered, by="carer.it")

    assert story.tell(absent(), by="carer.it") == []


@pytest.mark.parametrize(("since", "until", "asked"), [(0, 2, 1), (2, 3, 0), (-2, 0, 0)])
def test_a_rule_holds_for_what_is_recorded_while_it_is_valid(since: int, until: int, asked: int) -> None:
    recorded = START + timedelta(minutes=3)
    window = {"since": recorded + since * HOUR, "until": recorded + until * HOUR}
    story = told("carer.it", "police.it", rules=(rule(**window),))

    assert len(story.tell(absent(), by="carer.it")) == asked
    assert story.now == recorded


@pytest.mark.parametrize(("kind", "asked"), [(AlertKind.SIS, 1), (AlertKind.NATIONAL, 0)])
def test_a_rule_about_an_alert_can_mean_one_kind(kind: AlertKind, asked: int) -> None:
    only_sis = rule(on="AlertRequested", role=None, addressee=Addressee.NAMED, when=When(alerts=(AlertKind.SIS,)))
    story = told("carer.it", "police.it", rules=(only_sis,))

    request = e.AlertRequested(alert="a", kind=kind, of_agency="police.it", by_agency="carer.it")

    assert len(story.tell(request, by="carer.it")) == asked


@pytest.mark.parametrize(
    ("addressee", "who"),
    [(Addressee.ACTING, "guardian.it"), (Addressee.LEAD, "police.it"), (Addressee.SECOND, "police.it")],
)
def test_a_rule_can_mean_who_acts_who_leads_or_somebody_else(addressee: Addressee, who: str) -> None:
    story = told("carer.it", "guardian.it", "police.it", rules=(rule(role=None, addressee=addressee),))
    story.tell(e.LeadAccepted(agency="police.it"), by="police.it")

    assert {agency for agency, _ in duties(story.tell(absent(), by="guardian.it"))} == {who}


def test_an_agency_that_is_alone_is_its_own_second() -> None:
    story = told("carer.it", rules=(rule(role=None, addressee=Addressee.SECOND),))

    assert {agency for agency, _ in duties(story.tell(absent(), by="carer.it"))} == {"carer.it"}


def test_nobody_leads_a_case_without_agencies() -> None:
    story = told("carer.it", rules=(rule(role=None, addressee=Addressee.LEAD),))
    story.tell(e.AgencyLeft(agency="carer.it", reason=NOTHING), by="carer.it")

    assert story.tell(absent(), by="carer.it") == []


def test_told_are_those_the_same_episode_gave_a_duty() -> None:
    found = rule(id="found", on="ChildLocated", role=None, addressee=Addressee.TOLD, code="found", closes_on=())
    story = told("carer.it", "police.it", "hotline.it", rules=(rule(), found))
    story.tell(absent(episode="earlier"), by="hotline.it")
    story.tell(absent(), by="carer.it")

    assert set(duties(story.tell(located(), by="police.it"))) == {("carer.it", "found")}


def test_the_chain_of_escalation_names_agencies_where_there_are_any() -> None:
    chain = ("lead", "guardian", "police", "protection")
    story = told("carer.it", "guardian.fr", "guardian.it", "police.it", rules=(rule(escalate_to=chain),))
    without = duties(story.tell(absent(), by="carer.it"))["police.it", "look"]
    story.tell(RESOLVED, by="carer.it")
    story.tell(e.LeadAccepted(agency="guardian.it"), by="guardian.it")
    led = duties(story.tell(absent(episode="second"), by="carer.it"))["police.it", "look"]

    assert without.escalate_to == ("lead", "guardian.it", "protection")
    assert led.escalate_to == ("guardian.it", "protection")


class Confidential(e.AbsenceNoticed, frozen=True, kw_only=True):
    """An absence for some eyes only."""

    told_to: Audience


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        (Audience(AudienceKind.NAMED, ("police.it",)), {"police.it"}),
        (Audience(AudienceKind.NAMED, ("carer.it",)), set()),
        (Audience(AudienceKind.PROTECTED), {"police.fr"}),
    ],
)
def test_a_duty_tells_nobody_what_the_fact_does_not(audience: Audience, who: set[str]) -> None:
    story = told("carer.it", "police.it", "police.fr", rules=(rule(scope=Scope.EVERYWHERE),), bring_in=HOW)

    follows = story.tell(Confidential(episode="first", country=Country.IT, told_to=audience), by="police.fr")

    assert {agency for agency, _ in duties(follows)} == who
    shown = {agency for reaction in follows for agency in reaction.context.audience.agencies}
    assert shown == who


def test_a_duty_about_a_protected_sighting_is_for_who_recorded_it_whatever_its_envelope_says() -> None:
    asked = rule(on="ProtectedSightingRecorded", scope=Scope.EVERYWHERE, closes_on=())
    story = told("police.it", "police.fr", "asylum.it", rules=(asked,))

    (reaction,) = story.tell(e.ProtectedSightingRecorded(sighting="s", country=None, place=NOTHING), by="police.it")

    assert reaction.context.audience == Audience(AudienceKind.NAMED, ("police.it",))


def test_why_a_task_went_away_does_not_tell_of_a_confidential_answer() -> None:
    asked = rule(
        on="InformationRequested", role=None, addressee=Addressee.NAMED, lapses=True, closes_on=("InformationGiven",)
    )
    story = told("carer.it", "police.it", rules=(asked,))
    question = e.InformationRequested(request="r", of_agency="police.it", by_agency="carer.it", question=NOTHING)
    story.tell(question, by="carer.it")

    answer = Answer(request="r", to_agency="carer.it", answer=NOTHING, legal_basis=LegalBasis.CONSENT)
    (reaction,) = story.tell(answer, by="police.it")

    assert isinstance(reaction.command, Waive)
    assert reaction.command.reason == "No longer needed."


class Answer(e.InformationGiven, frozen=True, kw_only=True):
    """An answer for the one who asked."""

    told_to: Audience = Audience(AudienceKind.NAMED, ("carer.it", "police.it"))


def test_what_is_not_known_here_changes_nothing() -> None:
    story = told("carer.it", "police.it")

    assert story.tell(Unknown(name="SomethingNew", fields={}), by=SYSTEM_AGENCY) == []


def test_an_agency_joins_once_and_taking_up_an_episode_again_asks_again() -> None:
    story = told("carer.it", "police.it", rules=(rule(on="ChildLocated", closes_on=("EpisodeReopened",), lapses=True),))
    story.tell(joined("police.it"), by="carer.it")
    story.tell(absent(), by="carer.it")
    first = duties(story.tell(located(), by="carer.it"))
    over = story.tell(e.EpisodeReopened(episode="first", reason=NOTHING), by="carer.it")
    again = duties(story.tell(located(), by="carer.it"))

    assert len(story.case.agencies) == 2
    assert len(withdrawn(over)) == 1
    assert again["police.it", "look"].task != first["police.it", "look"].task


def test_a_rule_can_be_looked_up_to_say_why() -> None:
    playbooks = Playbooks([playbook(rule())])

    assert playbooks.rule("common", "look") == rule()
    assert playbooks.rule("common", "gone") is None
    assert playbooks.events == {"AbsenceNoticed", "AbsenceResolved", "ChildLocated"}
    assert words("SafeAndWellChecked") == "safe and well checked"


def test_a_task_tells_since_when_its_clock_runs_what_counts_and_for_what_it_may_wait() -> None:
    patient = rule(counts=Counts.WORKING_DAYS, within=2 * DAY, pauses=("court-awaited",), pause_at_most=3 * HOUR)
    story = told("carer.it", "police.it", rules=(patient,))

    task = duties(story.tell(absent(), by="carer.it"))["police.it", "look"]

    assert (task.clock_from, task.counts) == (story.now, "working-days")
    assert (task.pauses, task.pause_minutes) == (("court-awaited",), 180)


def test_a_task_without_a_clock_tells_none() -> None:
    story = told("carer.it", "police.it", rules=(rule(within=None),))

    task = duties(story.tell(absent(), by="carer.it"))["police.it", "look"]

    assert (task.due_at, task.clock_from, task.counts, task.pauses) == (None, None, None, ())
