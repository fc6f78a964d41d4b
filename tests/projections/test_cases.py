"""The cases: what each fact of a file does to the document of its case."""

from __future__ import annotations

import pytest
from hypothesis import given

from domain.case import codes
from domain.case.decider import DECIDER
from domain.case.episode import state as episode
from domain.case.file import state as file
from domain.codes import Country, RiskLevel, Role
from domain.envelope import Audience
from domain.events import Event, Unknown
from projections import cases
from projections.cases import participation
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, DUTY, FILE, START, Log, fold, kept, named
from tests.projections.given.tasks import claimed


def case_after(*events: Event) -> cases.Case:
    log = Log()
    log.tell(FILE, c.OPENED, *events)
    return fold(cases.VIEW, log.facts)[CASE]


def test_an_opened_case_is_in_prevention_and_its_founder_takes_part() -> None:
    case = case_after()

    assert (case.status, case.phase, case.reference, case.version) == ("open", "prevention", "BE-2026-0001", 1)
    assert [(m.agency, m.role, m.country) for m in case.taking_part] == [("carer-be", Role.CARER, Country.BE)]


def test_facts_before_the_opening_make_no_case() -> None:
    log = Log()
    log.tell(FILE, c.POLICE)
    log.tell(FILE, c.POLICE, audience=named("police-be"))

    assert fold(cases.VIEW, log.facts) == {}


def test_a_case_that_is_opened_again_stays_as_it_is() -> None:
    assert case_after(c.RAISED, c.OPENED).risk == case_after(c.RAISED).risk


def test_facts_of_a_task_do_not_touch_the_case() -> None:
    assert cases.keys(Log().tell(DUTY, claimed())[0]) == ()


def test_an_agency_that_left_and_came_back_has_two_memberships() -> None:
    case = case_after(c.POLICE, c.POLICE, c.left("police-be"), c.POLICE)

    police = [member for member in case.agencies if member.agency == "police-be"]
    assert [member.at(None) for member in police] == [False, True]
    assert police[0].until == police[1].since.replace(minute=police[1].since.minute - 1)


def test_the_lead_changes_hands_only_when_it_is_accepted() -> None:
    offered, accepted = case_after(c.POLICE, c.OFFERED), case_after(c.POLICE, c.OFFERED, c.LEADS)

    assert offered.lead is None
    assert offered.lead_offer is not None
    assert offered.lead_offer.to_agency == "police-be"
    assert (accepted.lead, accepted.lead_offer) == ("police-be", None)


def test_a_declined_lead_is_offered_no_more() -> None:
    assert case_after(c.POLICE, c.OFFERED, c.DECLINED).lead_offer is None


def test_an_agency_that_leaves_takes_lead_and_offer_with_it() -> None:
    offered = case_after(c.POLICE, c.OFFERED, c.left("police-be"))
    leading = case_after(c.POLICE, c.LEADS, c.OFFERED, c.left("carer-be"))

    assert offered.lead_offer is None
    assert (leading.lead, leading.lead_offer is None) == ("police-be", False)
    assert case_after(c.POLICE, c.LEADS, c.left("police-be")).lead is None


def test_identity_is_kept_sealed_and_a_correction_replaces_all_of_it() -> None:
    assert case_after(c.IDENTITY).identity == {
        "names": kept(2, "names", "names"),
        "birth_date": kept(2, "birth_date", "born"),
    }
    assert case_after(c.IDENTITY, c.CORRECTED).identity == {"names": kept(3, "names", "other names")}


def test_guardian_and_placement_are_shown_with_what_identifies_them_sealed() -> None:
    case = case_after(c.GUARDIAN, c.PLACED)

    assert case.guardian is not None
    assert case.placement is not None
    assert (case.guardian.agency, case.guardian.contact) == ("guardian-be", kept(2, "contact", "phone"))
    assert (case.placement.agency, case.placement.place) == ("carer-be", kept(3, "place", "house"))


def test_an_ended_placement_is_gone_and_ending_another_changes_nothing() -> None:
    assert case_after(c.PLACED, c.MOVED_OUT).placement is None
    assert case_after(c.MOVED_OUT).placement is None


def test_a_risk_assessment_counts_worrying_signs_and_keeps_signs_and_reasons_sealed() -> None:
    risk = case_after(c.ASSESSED).risk

    assert risk is not None
    assert (risk.level, risk.worrying) == (RiskLevel.MEDIUM, 2)
    assert risk.indicators == kept(2, "indicators", "signs")
    assert risk.unknowns == kept(2, "unknowns", "unknown signs")
    assert risk.reasons == kept(2, "reasons", "reasons")


def test_raising_the_level_keeps_what_was_seen() -> None:
    raised, first = case_after(c.ASSESSED, c.RAISED).risk, case_after(c.RAISED).risk

    assert raised is not None
    assert first is not None
    assert (raised.level, raised.worrying, raised.indicators) == (RiskLevel.HIGH, 2, kept(2, "indicators", "signs"))
    assert raised.unknowns == kept(2, "unknowns", "unknown signs")
    assert (first.level, first.worrying, first.indicators) == (RiskLevel.HIGH, 0, None)


def test_a_lower_level_waits_for_a_second_person() -> None:
    waiting, lowered = case_after(c.RAISED, c.PROPOSED), case_after(c.RAISED, c.PROPOSED, c.LOWERED)

    assert waiting.risk is not None
    assert lowered.risk is not None
    assert (waiting.risk.level, waiting.lowering is not None) == (RiskLevel.HIGH, True)
    assert (lowered.risk.level, lowered.lowering) == (RiskLevel.LOW, None)
    assert case_after(c.RAISED, c.PROPOSED, c.KEPT).lowering is None


def test_an_alert_goes_from_requested_to_issued_to_withdrawn() -> None:
    states = [
        [alert.state for alert in case_after(*events).alerts]
        for events in ((c.ASKED_ALERT,), (c.ASKED_ALERT, c.ALERT), (c.ALERT, c.WITHDRAWN), (c.WITHDRAWN,))
    ]

    assert states == [["requested"], ["issued"], ["withdrawn"], []]
    assert case_after(c.ASKED_ALERT, c.ALERT).alerts[0].by_agency == "carer-be"


def test_sightings_tell_where_and_when_and_whether_they_are_protected() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.SIGHTING, c.PROTECTED_SIGHTING)
    seen: cases.Case | None = None
    for fact in log.facts:
        seen = cases.learn(seen, fact)
    assert seen is not None
    open_, protected = seen.sightings

    assert (open_.protected, open_.place) == (False, kept(2, "place", "station"))
    assert (protected.protected, protected.seen_at) == (True, c.PROTECTED_SIGHTING.seen_at)


def test_a_question_is_open_until_it_is_answered_or_refused() -> None:
    asked, refused = case_after(c.QUESTION), case_after(c.QUESTION, c.NOT_GIVEN)

    assert [request.id for request in asked.open_requests] == ["request-1"]
    assert refused.open_requests == ()
    assert refused.requests[0].ground is codes.RefusalGround.DATA_PROTECTION
    assert case_after(c.QUESTION, c.GIVEN).requests[0].legal_basis is codes.LegalBasis.VITAL_INTERESTS


def test_an_answer_to_another_question_leaves_this_one_open() -> None:
    other = type(c.NOT_GIVEN)(request="request-9", ground=codes.RefusalGround.OTHER)

    assert len(case_after(c.QUESTION, other).open_requests) == 1


def test_the_return_interview_is_offered_then_held_or_declined() -> None:
    offered, held = case_after(c.INTERVIEW).interview, case_after(c.INTERVIEW, c.TALKED).interview
    silent, unasked = case_after(c.SILENT).interview, case_after(c.TALKED).interview

    assert offered is not None
    assert held is not None
    assert silent is not None
    assert unasked is not None
    assert [i.state for i in (offered, held, silent, unasked)] == ["offered", "held", "declined", "held"]
    assert (held.independent, unasked.independent) == (True, None)


def test_referrals_are_listed_and_to_which_service_is_kept_sealed() -> None:
    assert [referral.to for referral in case_after(c.REFERRED).referrals] == [kept(2, "to", "service")]


def test_a_closed_case_says_how_and_a_reopened_one_goes_on_where_it_was() -> None:
    closed = case_after(c.CLOSED)

    assert (closed.status, closed.phase, closed.outcome) == ("closed", "closed", kept(2, "outcome", "settled"))
    assert case_after(c.CLOSED, c.REOPENED).phase == "prevention"
    assert case_after(c.noticed(), c.LOCATED, c.ENDED, c.CLOSED, c.REOPENED).phase == "aftercare"


def test_an_unknown_fact_is_counted_in_the_version_and_changes_nothing_else() -> None:
    case = case_after(Unknown(name="CaseSung", fields={}))

    assert (case.version, case.phase, case.status) == (2, "prevention", "open")


def test_a_fact_for_fewer_eyes_changes_the_version_and_who_takes_part_only() -> None:
    log = Log()
    log.tell(FILE, c.OPENED)
    before = fold(cases.VIEW, log.facts)[CASE]
    log.tell(FILE, c.RAISED, c.POLICE, audience=named("carer-be"))
    after = fold(cases.VIEW, log.facts)[CASE]

    assert (after.risk, after.last_activity) == (None, before.last_activity)
    assert (after.version, [member.agency for member in after.taking_part]) == (3, ["carer-be", "police-be"])


def test_columns_let_a_list_be_ordered_by_risk_and_activity() -> None:
    case, unassessed = case_after(c.RAISED, c.LEADS), case_after()
    columns = {name: column(case) for name, column in cases.VIEW.columns.items()}

    assert (columns["risk"], columns["risk_rank"], columns["lead"]) == (RiskLevel.HIGH, 3, "police-be")
    assert (cases.VIEW.columns["risk"](unassessed), cases.VIEW.columns["risk_rank"](unassessed)) == ("unknown", -1)


@given(c.histories)
def test_the_case_stands_where_the_decider_stands_after_any_history(events: list[Event]) -> None:
    shown = case_after(*events)
    state = DECIDER.fold([c.OPENED, *events])

    assert (shown.status == "closed") == isinstance(state.file, file.Closed)
    assert {m.agency for m in shown.taking_part} == {party.agency for party in state.coordination.parties}
    assert (shown.lead, shown.lead_offer and shown.lead_offer.to_agency) == (
        state.coordination.lead,
        state.coordination.offered,
    )
    assert (shown.risk.level if shown.risk else RiskLevel.UNKNOWN) == state.risk.level
    assert (shown.lowering is None) == (state.risk.proposal is None)
    assert (shown.placement is None) == (state.care.placement is None)
    assert {a.id: a.state == "issued" for a in shown.alerts if a.state != "withdrawn"} == {
        a.alert: a in state.alerts.issued() for a in state.alerts.last if a != c.WITHDRAWN
    }
    assert_same_episode(shown.episode, state.episodes.current)


def assert_same_episode(shown: cases.Episode | None, current: episode.Episode) -> None:
    match current:
        case episode.NoEpisode():
            assert shown is None
        case episode.Missing(reported=taken, reports=reports):
            assert shown is not None
            assert shown.status == ("reported" if taken else "refused" if reports else "absent")
        case episode.Found(check=check):
            assert shown is not None
            assert (shown.status, shown.checked_seen) == ("located", check and check.seen)
        case episode.Over(ended=ended):
            assert shown is not None
            assert shown.status == ("resolved" if ended == c.RESOLVED else "closed")


def test_participation_finds_the_cases_of_an_agency() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.noticed(), c.left("police-be"), c.left("nobody"))

    parts = fold(participation.VIEW, log.facts)

    assert {key: part.joined for key, part in parts.items()} == {
        f"{CASE}.carer-be": True,
        f"{CASE}.police-be": False,
    }
    assert [column(parts[f"{CASE}.police-be"]) for column in participation.VIEW.columns.values()] == [
        CASE,
        "police-be",
        Country.BE,
        False,
    ]


def test_membership_lasts_from_joining_to_leaving() -> None:
    member = cases.Membership(agency="a", role=Role.POLICE, country=Country.BE, since=START)
    gone = cases.Membership(agency="a", role=Role.POLICE, country=Country.BE, since=START, until=START)

    assert (member.at(START), gone.at(START), gone.at(None)) == (True, False, False)


@pytest.mark.parametrize("audience", [Audience(), named("asylum-be")], ids=lambda audience: audience.kind)
def test_a_protected_sighting_is_in_no_list_whatever_its_envelope_says(audience: Audience) -> None:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=audience)

    case = fold(cases.VIEW, log.facts)[CASE]

    assert (case.sightings, case.version) == ((), 2)
