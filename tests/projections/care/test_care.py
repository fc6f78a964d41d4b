"""What is kept ready, what a report tells, and what the risk rests on, as the case keeps it."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from domain.case import events as e
from domain.codes import Country, RiskLevel, Role
from domain.events import Event
from projections import cases, timeline
from projections.visibility import Viewer, case_seen, listed
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, MINUTE, PROTECTED, START, Log, fold, kept, sealed

ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
POLICE = Viewer("police-be", Role.POLICE, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)

PROFILE = e.ProfileRecorded(
    answered=("photo", "likely_places"),
    photo_on=date(2026, 2, 1),
    photo=sealed("photo"),
    likely_places=sealed("harbour"),
    medical=sealed("empty"),
)
PLAN = e.SafetyPlanRecorded(answered=("safe_places",), safe_places=sealed("chapel"))
TOLD = e.DisappearanceReported(
    episode=c.ONE,
    to_agency="police-be",
    by_agency="carer-be",
    channel=c.reported().channel,
    answered=("clothing", "likely_places"),
    clothing=sealed("shirt"),
    likely_places=sealed("pier"),
)
ADDED = e.ReportSupplemented(
    episode=c.ONE,
    by_agency="carer-be",
    answered=("clothing", "reporter"),
    clothing=sealed("coat"),
    reporter=sealed("r"),
)
ASSESSED = e.RiskAssessed(
    level=RiskLevel.HIGH,
    proposed=RiskLevel.MEDIUM,
    ruleset="2026-11-2",
    rules=sealed("rules"),
    ruled_out=sealed("ruled out"),
)
TURNED = e.TurningPointRecorded(what=sealed("what"))
DECIDED = e.AsylumDecisionMade(decision=sealed("decision"))


def log_of(*events: Event) -> Log:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, by="carer-be")
    log.tell(FILE, *events)
    return log


def after(*events: Event) -> cases.Case:
    return fold(cases.VIEW, log_of(*events).facts)[CASE]


def test_a_profile_is_kept_as_it_was_recorded_last_and_only_what_has_an_answer() -> None:
    sheet = after(c.IDENTITY, PROFILE).profile

    assert sheet is not None
    assert (sheet.answered, sheet.photo_on) == (PROFILE.answered, PROFILE.photo_on)
    assert sheet.texts == {"photo": kept(5, "photo", "photo"), "likely_places": kept(5, "likely_places", "harbour")}


def test_the_police_know_each_answer_as_it_was_given_last() -> None:
    episode = after(c.noticed(), TOLD, ADDED).episode

    assert episode is not None
    assert episode.told == ("clothing", "likely_places", "reporter")
    assert episode.told_texts["clothing"] == kept(6, "clothing", "coat")
    assert episode.told_texts["likely_places"] == kept(5, "likely_places", "pier")


def test_what_is_told_of_another_episode_says_nothing_of_this_one() -> None:
    episode = after(c.noticed(), TOLD, c.noticed(c.TWO), ADDED).episode

    assert episode is not None
    assert episode.told == ()


def test_an_assessment_keeps_who_confirmed_what_by_which_rules() -> None:
    risk = after(ASSESSED).risk

    assert risk is not None
    assert risk.assessment is not None
    assert (risk.assessment.proposed, risk.assessment.ruleset) == (RiskLevel.MEDIUM, "2026-11-2")
    assert (risk.rules, risk.ruled_out) == (kept(4, "rules", "rules"), kept(4, "ruled_out", "ruled out"))


@pytest.mark.parametrize("event", [TURNED, DECIDED], ids=lambda event: type(event).__name__)
def test_what_may_change_the_risk_is_remembered_until_it_is_assessed_anew(event: Event) -> None:
    one, none, again = after(ASSESSED, event).risk, after(event).risk, after(ASSESSED, event, ASSESSED).risk

    assert one is not None
    assert again is not None
    assert one.anew == START + 5 * MINUTE
    assert (none, again.anew) == (None, None)


def test_a_level_that_was_lowered_keeps_its_assessment_and_names_the_second_person() -> None:
    lowered = e.RiskLowered(level=RiskLevel.LOW, proposed_by="one", confirmed_by="two")

    risk = after(ASSESSED, TURNED, lowered).risk

    assert risk is not None
    assert risk.assessment is not None
    assert (risk.confirmed_by, risk.rules) == ("two", kept(4, "rules", "rules"))
    assert risk.anew is not None


def test_a_safety_plan_is_seen_by_those_the_child_may_trust() -> None:
    log = log_of(PROFILE)
    log.tell(FILE, PLAN, by="carer-be", audience=PROTECTED)
    case, entries = fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())

    plans = {who.agency: case_seen(who, case, entries) for who in (ASYLUM, POLICE)}

    assert case.plan is None
    assert {agency: seen is not None and seen.plan is not None for agency, seen in plans.items()} == {
        "asylum-be": False,
        "police-be": True,
    }


def test_lists_show_nobody_an_answer_or_a_place() -> None:
    case = after(ASSESSED, PROFILE, PLAN, c.noticed(), TOLD)

    shown = {who.agency: msgspec.json.encode(listed(who, case)) for who in (AUDITOR, ASYLUM, POLICE)}

    assert b"ciphertext shirt" in msgspec.json.encode(case)
    assert [agency for agency, document in shown.items() if b"ciphertext" in document] == []
