"""Which fact leads to which notices: given what happened, when this is recorded, then these are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from msgspec.structs import replace

from domain.case import events as c
from domain.codes import Country, Role
from domain.directory import events as d
from domain.directory.codes import MemberRole
from domain.envelope import Audience
from domain.events import Event
from domain.notice.delivering import Notice
from domain.task import events as t
from projections import board, cases, directory, visibility
from projections.noticing import notices_of
from tests.projections.given import cases as given_cases
from tests.projections.given.facts import CASE, DUTY, FILE, PROTECTED, START, TASK, Log, fold, sealed
from tests.projections.given.tasks import claimed, completed, histories, offered, opened

OPEN = Audience()
W, DUTY_OFFICER, CHAIR, OFFICER = (
    MemberRole.WORKER,
    MemberRole.DUTY,
    MemberRole.CHAIR,
    MemberRole.DATA_PROTECTION,
)
JOINED = (given_cases.OPENED, given_cases.POLICE, given_cases.ASYLUM)
SOON = replace(opened(), due_at=START + timedelta(hours=1))
UNSEEN = t.TaskEscalated(step=1, to="carer-be", because="unacknowledged")
LATE = t.TaskWentOverdue(due_at=START)
TAKEN = c.EmergencyAccessTaken(
    access="a1", agency="police-fr", member="police-fr-1", until=START, reason=sealed(), circumstances=sealed()
)


class Story:
    """Agencies with people in them, a case, and a task; the last fact told is the one that is looked at."""

    def __init__(self, *people: tuple[str, str, MemberRole]) -> None:
        self.log = Log()
        for agency in dict.fromkeys(agency for agency, _, _ in people):
            role, country = Role(agency.split("-")[0]), Country(agency.split("-")[1])
            place = f"directory.agency.{agency}"
            registered = d.AgencyRegistered(agency=agency, name=agency, role=role, country=country, zone="UTC")
            self.log.tell(place, registered)
            for _, member, kind in (each for each in people if each[0] == agency):
                added = d.MemberAdded(member=member, name=sealed(), email=sealed(), roles=(kind,))
                self.log.tell(place, added)
        self.log.tell(FILE, *JOINED, by="carer-be")

    def on_call(self, agency: str, member: str) -> Story:
        named = d.OnCallNamed(member=member, begins=START, ends=START + timedelta(days=1))
        self.log.tell(f"directory.agency.{agency}", named)
        return self

    def told(self, *events: Event, audience: Audience = OPEN) -> Story:
        for event in events:
            task = isinstance(event, t.TaskEvent)
            self.log.tell(DUTY if task else FILE, event, audience=audience)
        return self

    def notices(self, exercise: str | None = None) -> Sequence[Notice]:
        facts = self.log.facts
        last = replace(facts[-1], meta=replace(facts[-1].meta, exercise=exercise))
        agencies = fold(directory.VIEW, facts)
        return notices_of(last, fold(cases.VIEW, facts)[CASE], fold(board.VIEW, facts).get(TASK), agencies.get)

    def lead_to(self) -> list[str]:
        return [f"{each.kind} {each.member}{' now' if each.at_once else ''}" for each in self.notices()]


TWO = (("police-be", "p1", W), ("police-be", "p2", W), ("carer-be", "c1", W))
GUARDED = (*TWO, ("police-be", "p3", DUTY_OFFICER))


def test_an_urgent_task_is_told_to_everybody_who_works_there_where_nobody_is_named() -> None:
    assert Story(*TWO).told(SOON).lead_to() == ["urgent p1", "urgent p2"]


def test_it_is_told_to_who_is_on_duty_where_there_is_somebody() -> None:
    assert Story(*GUARDED).told(SOON).lead_to() == ["urgent p3"]


def test_it_is_told_to_the_shift_that_runs_and_then_at_once() -> None:
    assert Story(*GUARDED).on_call("police-be", "p2").told(SOON).lead_to() == ["urgent p2 now"]


def test_a_task_that_has_time_leads_to_nothing() -> None:
    assert Story(*TWO).told(opened()).lead_to() == []


def test_what_has_become_late_is_told_to_who_took_it_on() -> None:
    assert Story(*GUARDED).told(SOON, claimed("p2"), LATE).lead_to() == ["urgent p2"]


def test_an_offer_is_told_to_whom_it_is_made() -> None:
    assert Story(*TWO).told(SOON, offered("carer-be", "c1")).lead_to() == ["urgent c1"]


def test_an_offer_that_was_answered_meanwhile_leads_to_nothing() -> None:
    story = Story(*TWO).told(SOON, offered("carer-be", "c1"))
    offer = story.log.facts[-1]
    facts = story.told(t.TaskHandOverWithdrawn(withdrawn_by="p1")).log.facts
    case, task = fold(cases.VIEW, facts)[CASE], fold(board.VIEW, facts)[TASK]

    assert notices_of(offer, case, task, fold(directory.VIEW, facts).get) == ()


def test_a_duty_nobody_acknowledged_is_told_where_it_lies_and_where_it_went() -> None:
    unseen = replace(UNSEEN, to_member="c1", on_call="p1")

    assert Story(*TWO).told(SOON, unseen).lead_to() == ["escalation c1", "unacknowledged p1"]


def test_who_the_call_reached_and_who_has_gone_since_is_followed_by_who_is_there() -> None:
    assert Story(*TWO).told(SOON, replace(UNSEEN, to_member="gone")).lead_to()[0] == "escalation c1"


def test_an_escalation_of_what_is_late_is_told_up_the_chain_only() -> None:
    assert Story(*TWO).told(SOON, replace(UNSEEN, because="overdue")).lead_to() == ["escalation c1"]


def test_what_was_acknowledged_by_now_leads_to_nothing() -> None:
    story = Story(*TWO).told(SOON, t.TaskAcknowledged(member="p1", at=START), UNSEEN)

    assert story.lead_to() == []


def late_to(to: str, **more: str) -> t.TaskEscalated:
    return replace(UNSEEN, to=to, because="overdue", **more)


def test_a_role_in_a_chain_is_who_has_it_by_now_in_that_country_if_somebody_there_does() -> None:
    abroad = given_cases.joined("carer-fr", Role.CARER, Country.FR)
    people = (*TWO, ("carer-fr", "f1", W))

    assert Story(*people).told(abroad, SOON, late_to("carer")).lead_to() == ["escalation c1"]
    assert Story(*people).told(abroad, given_cases.left("carer-be"), SOON, late_to("carer")).lead_to() == [
        "escalation f1"
    ]


def test_a_chain_that_ends_with_nobody_tells_who_leads() -> None:
    led = (given_cases.OFFERED, given_cases.LEADS)

    assert Story(*TWO).told(SOON, late_to("lead")).lead_to() == []
    assert Story(*TWO).told(*led, SOON, late_to("lead")).lead_to() == ["escalation p1", "escalation p2"]


def test_where_who_answers_for_a_closed_agency_has_no_part_in_the_case_the_closed_one_is_told() -> None:
    people = (*TWO, ("hotline-be", "h1", W))

    assert Story(*people).told(SOON, late_to("hotline-be", closed="carer-be")).lead_to() == ["escalation c1"]


def test_an_agency_in_which_nobody_works_has_nobody_to_tell() -> None:
    people = (("police-be", "p1", W), ("carer-be", "c1", OFFICER))

    assert Story(*people).told(SOON, late_to("carer-be")).lead_to() == []


def test_an_agency_that_takes_no_part_is_not_told() -> None:
    stranger = ("police-fr", "f1", W)

    assert Story(*TWO, stranger).told(SOON, replace(UNSEEN, to="police-fr", because="overdue")).lead_to() == []


def test_what_is_for_the_protected_circle_is_not_told_outside_it() -> None:
    outside = replace(UNSEEN, to="asylum-be", because="overdue")
    people = (*TWO, ("asylum-be", "a1", W))

    assert Story(*people).told(SOON, outside, audience=PROTECTED).lead_to() == []
    assert Story(*people).told(SOON, outside).lead_to() == ["escalation a1"]


def test_high_risk_does_not_wait() -> None:
    assert Story(*TWO).told(given_cases.RAISED, SOON).lead_to() == ["urgent p1 now", "urgent p2 now"]


def test_a_finished_task_leads_to_nothing() -> None:
    story = Story(*TWO).told(SOON)
    opening = story.log.facts[-1]
    facts = story.told(completed()).log.facts
    task = fold(board.VIEW, facts)[TASK]

    assert notices_of(opening, fold(cases.VIEW, facts)[CASE], task, fold(directory.VIEW, facts).get) == ()


def test_emergency_access_is_told_at_once_to_chairs_and_officers_of_who_leads() -> None:
    people = (*TWO, ("police-be", "p4", CHAIR), ("police-be", "p5", OFFICER), ("carer-be", "c2", OFFICER))
    story = Story(*people).told(given_cases.OFFERED, given_cases.LEADS, TAKEN)

    assert story.lead_to() == ["emergency p4 now", "emergency p5 now"]


def test_emergency_access_is_told_to_an_agency_that_chairs() -> None:
    story = Story(*TWO, ("chair-be", "h1", W)).told(given_cases.joined("chair-be", Role.CHAIR), TAKEN)

    assert story.lead_to() == ["emergency h1 now"]


def test_where_nobody_leads_or_chairs_the_officers_of_every_agency_are_told_of_it() -> None:
    assert Story(*TWO, ("carer-be", "c2", OFFICER)).told(TAKEN).lead_to() == ["emergency c2 now"]


def test_what_happens_in_an_exercise_is_marked_as_one() -> None:
    assert {each.exercise for each in Story(*TWO).told(SOON).notices("drill-1")} == {True}


@given(histories)
def test_whatever_happens_nobody_is_told_twice_or_of_what_they_may_not_see(history: Sequence[Event]) -> None:
    people = (*GUARDED, ("guardian-be", "g1", W), ("protection-be", "x1", W), ("chair-be", "h1", CHAIR))
    story = Story(*people)
    for event in history:
        facts = story.told(event, audience=PROTECTED).log.facts
        told, task = story.notices(), fold(board.VIEW, facts).get(TASK)
        eyes = {
            each.member: visibility.Viewer(each.agency, Role(each.agency.split("-")[0]), Country.BE) for each in told
        }

        assert len({each.member for each in told}) == len(told)
        assert task is None or all(
            visibility.sees_task(viewer, task, fold(cases.VIEW, facts)[CASE].agencies) for viewer in eyes.values()
        )
