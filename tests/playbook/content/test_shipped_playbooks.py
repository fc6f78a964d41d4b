"""The playbooks as they ship: which fact gives whom which duty, until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from domain.case import events as e
from domain.case.codes import SEEN, RefusalGround, Service
from domain.case.risk.indicators import WORRYING
from domain.codes import AgeBand, AlertKind, Country, RiskLevel
from domain.events import REGISTER
from domain.playbook.rules import Mark
from domain.privacy import NOTHING
from domain.task.commands import OpenTask
from tests.playbook.story import SHIPPED, Story, absent, duties, joined, located, reported, withdrawn

WORKING = ("carer.it", "police.it", "guardian.it", "protection.it", "hotline.it", "asylum.it")
FIFTEEN = e.AgeBandRecorded(band=AgeBand.FROM_13)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def raised(level: RiskLevel = RiskLevel.HIGH) -> e.RiskRaised:
    return e.RiskRaised(level=level, reason=NOTHING)


def issued(kind: AlertKind, agency: str) -> e.AlertIssued:
    return e.AlertIssued(alert=f"{kind}-1", kind=kind, country=Country.IT, agency=agency)


def test_an_absence_sends_the_carer_to_search_and_to_report() -> None:
    story = Story(*WORKING)

    tasks = duties(story.tell(absent(), by="carer.it"))

    assert tasks["carer.it", "search-site"].due_at == story.now + 30 * MINUTE
    assert tasks["carer.it", "report-to-police"].due_at == story.now + HOUR
    assert tasks["carer.it", "report-to-police"].source == "Law 203/2012 Art 1: immediately; the hour is ours"
    assert tasks["guardian.it", "tell-what-you-know"].due_at == story.now + 4 * HOUR
    assert {agency for agency, _ in tasks} == {"carer.it", "guardian.it"}


def test_the_clock_of_an_absence_recorded_late_runs_from_when_it_was_noticed() -> None:
    story = Story(*WORKING)

    task = duties(story.tell(absent(), by="carer.it", late=5 * HOUR))["carer.it", "search-site"]

    assert task.due_at == story.now + 30 * MINUTE
    assert task.acknowledge_by == story.now + 5 * HOUR + 10 * MINUTE


def test_the_same_absence_starts_other_clocks_in_other_countries() -> None:
    clocks = {}
    for country in ("be", "fr", "gr", "it", "se", "uk"):
        story = Story(f"carer.{country}")
        story.tell(FIFTEEN, by=f"carer.{country}")
        tasks = duties(story.tell(absent(country), by=f"carer.{country}"))
        task = tasks[f"carer.{country}", "report-to-police"]
        assert task.due_at is not None
        clocks[country] = (task.due_at - story.now, task.mark)

    assert clocks == {
        "be": (24 * HOUR, "S"),
        "fr": (2 * HOUR, "S"),
        "gr": (HOUR, "D"),
        "it": (HOUR, "D"),
        "se": (HOUR, "D"),
        "uk": (HOUR, "D"),
    }


def test_a_report_reaches_every_working_role() -> None:
    story = Story(*WORKING)
    story.tell(absent(), by="carer.it")

    tasks = duties(story.tell(reported(), by="carer.it"))

    assert {agency for agency, _ in tasks} == set(WORKING)
    assert tasks["police.it", "assess-risk"].due_at == story.now + HOUR
    assert tasks["police.it", "inform-prefect"].due_at == story.now + HOUR
    assert tasks["police.it", "give-receipt"].due_at == story.now + HOUR
    assert tasks["police.it", "request-sis-alert"].due_at == story.now + 24 * HOUR
    assert tasks["hotline.it", "open-hotline-file"].due_at == story.now + HOUR
    assert tasks["asylum.it", "flag-asylum-file"].due_at == story.now + 24 * HOUR
    assert tasks["protection.it", "hold-strategy-meeting"].due_at == story.now + 72 * HOUR


def test_a_report_ends_the_duty_to_report() -> None:
    story = Story(*WORKING)
    task = duties(story.tell(absent(), by="carer.it"))["carer.it", "report-to-police"]

    follows = story.tell(reported(), by="carer.it")

    assert [address.rpartition(".")[2] for address in withdrawn(follows)] == [task.task]


def test_high_risk_after_the_report_brings_the_shorter_clocks() -> None:
    story = Story(*WORKING)
    story.tell(absent(), by="carer.it")
    story.tell(reported(), by="carer.it")

    tasks = duties(story.tell(raised(), by="police.it", after=HOUR))

    assert tasks["police.it", "request-sis-alert"].due_at == story.now + 2 * HOUR
    assert tasks["police.it", "decide-child-alert"].due_at == story.now + 2 * HOUR
    assert tasks["protection.it", "hold-strategy-meeting"].due_at == story.now + 24 * HOUR
    assert tasks["guardian.it", "discuss-trafficking-signs"].due_at == story.now + 24 * HOUR


def test_whoever_was_told_of_the_loss_is_told_of_the_return() -> None:
    story = Story(*WORKING)
    story.tell(absent(), by="carer.it")
    story.tell(reported(), by="carer.it")
    story.tell(joined("police.fr"), by="police.it")
    story.tell(joined("chair.it"), by="police.it")

    tasks = duties(story.tell(located("fr"), by="police.fr"))

    told = {agency for agency, code in tasks if code == "note-found"}
    assert told == set(WORKING)


def test_every_open_alert_is_withdrawn_by_the_agency_that_issued_it() -> None:
    story = Story(*WORKING, "police.fr")
    story.tell(absent(), by="carer.it")
    story.tell(issued(AlertKind.SIS, "police.it"), by="police.it")
    story.tell(issued(AlertKind.INTERPOL, "police.fr"), by="police.fr")
    story.tell(issued(AlertKind.NATIONAL, "police.it"), by="police.it")
    story.tell(e.AlertWithdrawn(alert="national-1", agency="police.it", reason=NOTHING), by="police.it")

    tasks = duties(story.tell(located("fr"), by="police.fr"))

    withdrawals = {task for task in tasks if task[1].startswith("withdraw-")}
    assert withdrawals == {("police.it", "withdraw-sis-alert"), ("police.fr", "withdraw-interpol-alert")}
    assert tasks["police.it", "withdraw-sis-alert"].title == "Delete the alert in the Schengen Information System"


def test_a_child_located_abroad_is_owed_a_decision_within_twelve_hours() -> None:
    story = Story(*WORKING, "police.se", "protection.se")
    story.tell(absent(), by="carer.it")
    story.tell(reported(), by="carer.it")

    tasks = duties(story.tell(located("se"), by="police.se", late=3 * HOUR))

    assert tasks["police.se", "twelve-hour-decision"].due_at == story.now + 12 * HOUR
    assert tasks["police.se", "twelve-hour-decision"].mark == "S"
    assert ("police.it", "twelve-hour-decision") not in tasks
    assert {("protection.it", "start-best-interests"), ("protection.se", "start-best-interests")} <= tasks.keys()


OWED_TO_THE_LIVING = {
    "welcome-back",
    "check-safe-and-well",
    "offer-return-interview",
    "safe-place",
    "new-safety-plan",
}


@pytest.mark.parametrize("country", ["it", "fr", "uk"])
def test_what_a_living_child_is_owed_is_not_asked_for_a_dead_one(country: str) -> None:
    story = Story(*WORKING, f"protection.{country}", f"police.{country}")
    story.tell(absent(), by="carer.it")
    story.tell(reported(), by="carer.it")
    story.tell(issued(AlertKind.SIS, "police.it"), by="police.it")

    tasks = duties(story.tell(replace(located(country), alive=False), by="police.it"))

    codes = {code for _, code in tasks}
    assert "withdraw-sis-alert" in codes
    assert not codes & {
        "welcome-back",
        "check-safe-and-well",
        "offer-return-interview",
        "safe-place",
        "new-safety-plan",
    }


def test_a_placement_asks_the_carer_to_prepare_for_the_worst() -> None:
    story = Story(*WORKING)
    placed = e.PlacementStarted(placement="p", agency="carer.it", country=Country.IT, place=NOTHING)

    tasks = duties(story.tell(placed, by="carer.it"))
    follows = story.tell(e.PlacementEnded(placement="p", reason=NOTHING), by="carer.it")

    assert tasks["carer.it", "screen-risk"].due_at == placed_at(story) + 6 * HOUR
    assert tasks["carer.it", "complete-profile"].due_at == placed_at(story) + 24 * HOUR
    assert tasks["protection.it", "screen-risk-fully"].due_at == placed_at(story) + 48 * HOUR
    assert set(duties(follows)) == {("carer.it", "hand-profile-on"), ("protection.it", "assess-risk-anew")}
    assert len(withdrawn(follows)) == 2


def placed_at(story: Story) -> datetime:
    return story.facts[-2].meta.occurred_at.at


def test_a_guardian_meets_the_child_within_five_working_days() -> None:
    story = Story(*WORKING)
    appointed = e.GuardianAppointed(guardian="guardian.it", name=NOTHING)

    tasks = duties(story.tell(appointed, by="protection.it"))

    assert tasks["guardian.it", "meet-child"].due_at == datetime(2026, 3, 9, 22, 59, tzinfo=UTC)


def test_an_offer_to_lead_asks_for_an_answer_until_it_is_given() -> None:
    story = Story(*WORKING)

    asked = duties(story.tell(e.LeadOffered(to_agency="police.it", by_agency="carer.it"), by="carer.it"))
    answered = story.tell(e.LeadAccepted(agency="police.it"), by="police.it")

    assert list(asked) == [("police.it", "answer-lead-offer")]
    assert len(withdrawn(answered)) == 1


def test_an_answer_ends_its_own_question_and_no_other() -> None:
    story = Story(*WORKING)
    for request in ("one", "two"):
        question = e.InformationRequested(
            request=request, of_agency="asylum.it", by_agency="police.it", question=NOTHING
        )
        assert len(duties(story.tell(question, by="police.it"))) == 1

    follows = story.tell(
        e.InformationRefused(request="one", ground=RefusalGround.SECRECY, note=NOTHING), by="asylum.it"
    )

    assert len(withdrawn(follows)) == 1


def test_signs_that_were_seen_before_the_absence_are_discussed_once() -> None:
    story = Story(*WORKING)
    story.tell(e.RiskAssessed(level=RiskLevel.MEDIUM), by="carer.it")
    story.tell(absent(), by="carer.it")

    first = story.tell(e.RiskAssessed(level=RiskLevel.HIGH), by="police.it")
    again = story.tell(e.RiskAssessed(level=RiskLevel.HIGH), by="police.it")

    codes = [one.command.code for one in (*first, *again) if isinstance(one.command, OpenTask)]
    assert codes.count("discuss-trafficking-signs") == 1
    assert withdrawn(again) == []


def test_a_lower_risk_is_put_to_another_agency() -> None:
    story = Story(*WORKING)
    story.tell(e.LeadAccepted(agency="police.it"), by="police.it")

    by_lead = story.tell(e.RiskLoweringProposed(level=RiskLevel.LOW, reason=NOTHING, by="x"), by="police.it")
    by_other = story.tell(e.RiskLoweringProposed(level=RiskLevel.LOW, reason=NOTHING, by="x"), by="guardian.it")

    assert list(duties(by_lead)) == [("carer.it", "answer-lower-risk")]
    assert list(duties(by_other)) == [("police.it", "answer-lower-risk")]


def test_every_rule_says_where_it_comes_from_and_a_sourced_number_is_marked_so() -> None:
    for book in SHIPPED.playbooks:
        for one in book.rules:
            assert one.source
            assert (" is ours" in one.source or "Default of this" in one.source) <= (one.mark is not Mark.SOURCE)


def test_every_event_that_a_rule_waits_for_is_stored_under_that_name() -> None:
    assert SHIPPED.events <= REGISTER.keys()


def test_the_outcome_of_a_duty_never_tells_what_is_sealed_elsewhere() -> None:
    outcomes = {outcome for playbook in SHIPPED.playbooks for rule in playbook.rules for outcome in rule.outcomes}

    assert outcomes & {*SEEN, *WORRYING, *Service} == set()
