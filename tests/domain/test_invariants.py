"""What holds in every story, whoever asks for whatever."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given

from domain.case.disclosure.decider import found_in
from domain.case.disclosure.parts import shut_to
from domain.case.episode.state import Found, Missing
from domain.case.events import (
    AbsenceNoticed,
    AgencyJoined,
    AgencyLeft,
    AlertWithdrawn,
    CaseClosed,
    DisappearanceReported,
    DisclosureGranted,
    EpisodeClosed,
    InformationGiven,
    InformationRequested,
    LeadAccepted,
    ProtectedSightingRecorded,
    RetentionEvent,
    ReturnInterviewHeld,
    RiskLowered,
)
from domain.case.file.state import Closed
from domain.codes import RISK_ORDER, Role
from domain.context import SYSTEM_AGENCY
from domain.deciding import For
from domain.envelope import AudienceKind
from domain.privacy import Clear
from tests.domain.chance import Step, stories

Rule = Callable[[Step], bool]


def only_agencies_of_the_case_act(step: Step) -> bool:
    return step.context.agency == SYSTEM_AGENCY or step.before.coordination.party(step.context.agency) is not None


def a_case_has_at_least_one_agency(step: Step) -> bool:
    return len(step.after.coordination.parties) >= 1


def at_most_one_episode_is_open(step: Step) -> bool:
    begins = any(isinstance(event, AbsenceNoticed) for event in step.events)
    return not (begins and isinstance(step.before.episodes.current, Missing | Found))


def a_report_follows_an_absence_and_goes_to_the_police(step: Step) -> bool:
    reports = [event for event in step.events if isinstance(event, DisappearanceReported)]
    parties = [step.before.coordination.party(event.to_agency) for event in reports]
    police = all(party is not None and party.role is Role.POLICE for party in parties)
    return police and (not reports or isinstance(step.before.episodes.current, Missing))


def the_lead_changes_hands_by_acceptance_only(step: Step) -> bool:
    accepted = [event.agency for event in step.events if isinstance(event, LeadAccepted)]
    moved = step.before.coordination.lead != step.after.coordination.lead
    return not moved or accepted == [step.before.coordination.offered]


def the_level_falls_by_two_people_only(step: Step) -> bool:
    lowered = [event for event in step.events if isinstance(event, RiskLowered)]
    falls = RISK_ORDER[step.after.risk.level] < RISK_ORDER[step.before.risk.level]
    return falls == bool(lowered) and all(event.proposed_by != event.confirmed_by for event in lowered)


def an_episode_closes_when_the_child_was_seen_or_somebody_says_why_not(step: Step) -> bool:
    closed = [event for event in step.events if isinstance(event, EpisodeClosed)]
    current = step.before.episodes.current
    seen = isinstance(current, Found) and current.check is not None and current.check.seen
    return all(seen or (isinstance(event.exception, Clear) and event.exception.text) for event in closed)


def a_case_closes_without_open_episodes_and_alerts(step: Step) -> bool:
    closes = any(isinstance(event, CaseClosed) for event in step.events)
    open_ = isinstance(step.before.episodes.current, Missing | Found) or step.before.alerts.issued()
    return not (closes and open_)


def an_alert_is_withdrawn_only_where_it_was_issued(step: Step) -> bool:
    issued = {alert.alert for alert in step.before.alerts.issued()}
    return all(event.alert in issued for event in step.events if isinstance(event, AlertWithdrawn))


def a_closed_case_stays_as_it_is(step: Step) -> bool:
    kept = all(isinstance(event, RetentionEvent) for event in step.events)
    return kept or not isinstance(step.before.file, Closed) or not isinstance(step.after.file, Closed)


def confidences_stay_in_the_protected_circle(step: Step) -> bool:
    party = step.before.coordination.party(step.context.agency)
    for item in step.decided:
        event = item.event if isinstance(item, For) else item
        if isinstance(event, ProtectedSightingRecorded):
            inside = isinstance(item, For) and item.audience.kind is AudienceKind.PROTECTED
            return inside and party is not None and party.role is not Role.ASYLUM
    return True


def questions_and_answers_are_for_two_agencies(step: Step) -> bool:
    kinds = (InformationRequested, InformationGiven)
    meant = [item for item in step.decided if isinstance(item, For) and isinstance(item.event, kinds)]
    told = [event for event in step.events if isinstance(event, kinds)]
    return len(meant) == len(told) and all(len(item.audience.agencies) == 2 for item in meant)


def an_interview_follows_a_return(step: Step) -> bool:
    held = any(isinstance(event, ReturnInterviewHeld) for event in step.events)
    return not (held and isinstance(step.before.episodes.current, Missing))


def a_part_is_disclosed_by_another_who_reads_it_and_for_a_time(step: Step) -> bool:
    granted = [event for event in step.events if isinstance(event, DisclosureGranted)]
    party = step.before.coordination.party(step.context.agency)
    reads = party is not None and not any(shut_to(e.part, party.role, found_in(step.before)) for e in granted)
    return not granted or (reads and all(e.by_agency != e.to_agency and e.until > step.context.now for e in granted))


def nobody_is_brought_in_over_their_no(step: Step) -> bool:
    joined = {event.agency for event in step.events if isinstance(event, AgencyJoined)}
    return not joined & set(step.before.coordination.unwilling)


def only_the_lead_ends_the_part_of_another(step: Step) -> bool:
    ended = [event for event in step.events if isinstance(event, AgencyLeft) and event.ended_by is not None]
    return all(event.ended_by == step.before.coordination.lead != event.agency for event in ended)


RULES: tuple[Rule, ...] = (
    only_agencies_of_the_case_act,
    a_case_has_at_least_one_agency,
    at_most_one_episode_is_open,
    a_report_follows_an_absence_and_goes_to_the_police,
    the_lead_changes_hands_by_acceptance_only,
    the_level_falls_by_two_people_only,
    an_episode_closes_when_the_child_was_seen_or_somebody_says_why_not,
    a_case_closes_without_open_episodes_and_alerts,
    an_alert_is_withdrawn_only_where_it_was_issued,
    a_closed_case_stays_as_it_is,
    confidences_stay_in_the_protected_circle,
    questions_and_answers_are_for_two_agencies,
    an_interview_follows_a_return,
    a_part_is_disclosed_by_another_who_reads_it_and_for_a_time,
    nobody_is_brought_in_over_their_no,
    only_the_lead_ends_the_part_of_another,
)


@given(stories())
def test_every_rule_holds_in_every_story(steps: tuple[Step, ...]) -> None:
    broken = {rule.__name__: step.command for step in steps for rule in RULES if not rule(step)}

    assert broken == {}
