"""Emergency access on a case: who has it, until when, what it lets them read, and that a review ends its waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import events as e
from domain.case.codes import EmergencyFinding
from domain.codes import Country, Role
from projections import cases, timeline
from projections.timeline import Entry
from projections.visibility import Viewer, emergency_entries, in_emergency
from tests.projections.given import cases as c
from tests.projections.given.facts import DUTY, FILE, MINUTE, PROTECTED, START, Log, fold, sealed
from tests.projections.given.tasks import opened

HOURS = timedelta(hours=4)
HELPER = Viewer("police-fr", Role.POLICE, Country.FR)
MEMBER = "m-fr"


def taken(access: str = "access-1", member: str = MEMBER) -> e.EmergencyAccessTaken:
    return e.EmergencyAccessTaken(
        access=access,
        agency=HELPER.agency,
        member=member,
        until=START + HOURS,
        reason=sealed("why"),
        circumstances=sealed("what"),
    )


def reviewed(access: str = "access-1") -> e.EmergencyAccessReviewed:
    return e.EmergencyAccessReviewed(access=access, finding=EmergencyFinding.WAS_NEEDED, note=sealed("fine"))


@pytest.fixture(name="log")
def _log() -> Log:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    log.tell(FILE, taken(), by=HELPER.agency)
    return log


def case_of(log: Log) -> cases.Case:
    (case,) = fold(cases.VIEW, log.facts).values()
    return case


def test_who_took_it_has_it_until_it_ends_by_itself(log: Log) -> None:
    case, soon = case_of(log), START + 10 * MINUTE

    found = in_emergency(HELPER, MEMBER, case, soon)

    assert found is not None
    assert in_emergency(HELPER, MEMBER, case, START + HOURS) is None
    assert in_emergency(HELPER, "a colleague", case, soon) is None
    assert in_emergency(Viewer("police-it", Role.POLICE, Country.IT), MEMBER, case, soon) is None


def test_a_review_is_kept_with_the_access_it_is_about(log: Log) -> None:
    log.tell(FILE, taken("access-2", "somebody"), by=HELPER.agency)
    log.tell(FILE, reviewed("access-2"), by="carer-be")

    assert [(each.id, each.finding) for each in case_of(log).emergencies] == [
        ("access-1", None),
        ("access-2", EmergencyFinding.WAS_NEEDED),
    ]


def test_it_lets_one_read_what_is_for_the_whole_case_and_no_duty(log: Log) -> None:
    log.tell(FILE, c.POLICE, by="carer-be")
    log.tell(FILE, c.noticed(), by="carer-be", audience=PROTECTED)
    log.tell(DUTY, opened())
    entries: list[Entry] = list(fold(timeline.VIEW, log.facts).values())

    seen = emergency_entries(HELPER, case_of(log), entries)

    assert [entry.name for entry in seen] == ["CaseOpened", "EmergencyAccessTaken", "AgencyJoined"]
