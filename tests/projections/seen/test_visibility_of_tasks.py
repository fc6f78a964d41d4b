"""Who may see which task, and which line of the audit trail."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.envelope import Audience
from projections import audit, board, cases, timeline
from projections.visibility import (
    LANTERN,
    Viewer,
    entries_seen,
    insiders,
    looks_seen,
    reads_looks,
    sees_task,
    task_seen,
    tasks_seen,
    trace_seen,
)
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, DUTY, FILE, PROTECTED, TASK, Log, fold, named
from tests.projections.given.tasks import claimed, declined, offered, opened

OWN = Viewer("police-be", Role.POLICE, Country.BE)
OFFERED = Viewer("protection-be", Role.PROTECTION, Country.BE)
COLLEAGUE = Viewer("carer-be", Role.CARER, Country.BE)
ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
STRANGER = Viewer("police-fr", Role.POLICE, Country.FR)
ADMIN = Viewer("admin-be", Role.ADMIN, Country.BE)


def told(audience: Audience = Audience(), agency: str = "police-be") -> Log:  # noqa: B008  frozen
    log = Log()
    log.tell(FILE, c.OPENED, c.ASYLUM, by="carer-be")
    log.tell(DUTY, opened(agency=agency), claimed(), offered(), audience=audience)
    return log


def seen_by(*viewers: Viewer, audience: Audience = Audience(), agency: str = "police-be") -> list[bool]:  # noqa: B008
    log = told(audience, agency)
    task = fold(board.VIEW, log.facts)[TASK]
    agencies = fold(cases.VIEW, log.facts)[CASE].agencies
    return [sees_task(viewer, task, agencies) for viewer in viewers]


def test_who_has_left_a_case_sees_not_even_its_own_tasks_until_it_comes_back() -> None:
    log = told()
    log.tell(FILE, c.POLICE, by="carer-be")
    before = fold(cases.VIEW, log.facts)[CASE].agencies
    log.tell(FILE, c.left("police-be"), by="police-be")
    gone = fold(cases.VIEW, log.facts)[CASE].agencies
    log.tell(FILE, c.POLICE, by="carer-be")
    back = fold(cases.VIEW, log.facts)[CASE].agencies
    offer = fold(board.VIEW, log.facts)[TASK]
    task = replace(offer, hand_over=None)

    assert [sees_task(OWN, task, agencies) for agencies in (before, gone, back)] == [True, False, True]
    assert [sees_task(OWN, offer, gone), len(tasks_seen(OWN, [offer], gone))] == [True, 1]
    assert [len(tasks_seen(OWN, [task], agencies)) for agencies in (before, gone, back)] == [1, 0, 1]


def test_a_task_is_seen_by_its_agency_who_it_is_offered_to_and_the_agencies_of_the_case() -> None:
    assert seen_by(OWN, OFFERED, COLLEAGUE, ASYLUM, AUDITOR, LANTERN) == [True] * 6


def test_a_task_is_not_seen_by_anybody_else() -> None:
    assert seen_by(STRANGER, ADMIN, Viewer("auditor-fr", Role.AUDITOR, Country.FR)) == [False] * 3


def test_without_the_agencies_of_the_case_only_one_s_own_tasks_are_seen() -> None:
    task = fold(board.VIEW, told().facts)[TASK]

    assert [sees_task(viewer, task) for viewer in (OWN, OFFERED, COLLEAGUE)] == [True, True, False]


def test_a_protected_task_is_seen_by_the_circle_and_never_by_the_asylum_authority() -> None:
    assert seen_by(COLLEAGUE, AUDITOR, ASYLUM, audience=PROTECTED) == [True, False, False]
    assert seen_by(ASYLUM, audience=PROTECTED, agency="asylum-be") == [False]
    assert seen_by(ASYLUM, agency="asylum-be") == [True]


@pytest.mark.parametrize("role", [Role.ASYLUM, Role.CHAIR])
def test_a_protected_task_stays_in_the_circle_even_where_it_lies_with_or_is_offered_to_others(role: Role) -> None:
    mine, other = Viewer("police-be", role, Country.BE), Viewer("protection-be", role, Country.BE)

    assert seen_by(mine, other, OWN, OFFERED, LANTERN, audience=PROTECTED) == [False, False, True, True, True]


def test_something_is_meant_for_the_agencies_that_may_see_it() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, by="carer-be")
    agencies = fold(cases.VIEW, log.facts)[CASE].agencies

    assert insiders(Audience(), agencies) == ("carer-be", "police-be", "asylum-be")
    assert insiders(PROTECTED, agencies) == ("carer-be", "police-be")
    assert insiders(named("asylum-be", "police-fr"), agencies) == ("asylum-be",)


def test_a_task_for_named_agencies_is_not_seen_by_the_others() -> None:
    assert seen_by(OWN, COLLEAGUE, ASYLUM, audience=named("carer-be")) == [True, True, False]


@pytest.mark.parametrize(
    ("viewer", "told_why"), [(OWN, True), (OFFERED, True), (LANTERN, True), (COLLEAGUE, False), (AUDITOR, False)]
)
def test_why_a_task_is_offered_is_between_the_two_agencies(viewer: Viewer, told_why: bool) -> None:  # noqa: FBT001
    log = told()
    agencies = fold(cases.VIEW, log.facts)[CASE].agencies

    task = task_seen(viewer, fold(board.VIEW, log.facts)[TASK], agencies)

    assert task is not None
    assert task.hand_over is not None
    assert (task.hand_over.reason is not None) == told_why


@pytest.mark.parametrize(
    ("viewer", "words"), [(OWN, 2), (OFFERED, 2), (LANTERN, 2), (COLLEAGUE, 0), (ASYLUM, 0), (AUDITOR, 0)]
)
def test_in_a_timeline_why_a_task_is_offered_or_declined_is_between_the_two_agencies(
    viewer: Viewer, words: int
) -> None:
    log = told()
    log.tell(FILE, c.joined("protection-be", Role.PROTECTION), by="carer-be")
    log.tell(FILE, c.POLICE, by="carer-be")
    log.tell(DUTY, declined(), by="protection-be")
    entries = [entry for entry in fold(timeline.VIEW, log.facts).values() if entry.task]

    seen = entries_seen(viewer, fold(cases.VIEW, log.facts)[CASE], entries)

    assert len(seen) == 4
    assert sum("reason" in entry.private for entry in seen) == words


def test_a_declined_offer_that_is_not_in_the_history_is_for_who_declined() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, by="carer-be")
    log.tell(DUTY, declined(), by="police-be")
    case, entries = fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())

    read = {who.agency: bool(entries_seen(who, case, entries)[-1].private) for who in (OWN, COLLEAGUE)}

    assert read == {"police-be": True, "carer-be": False}


def test_a_task_that_may_not_be_seen_is_none() -> None:
    assert task_seen(STRANGER, fold(board.VIEW, told().facts)[TASK]) is None


def test_a_task_that_nobody_offered_is_shown_as_it_is() -> None:
    log = Log()
    log.tell(DUTY, opened())
    task = fold(board.VIEW, log.facts)[TASK]

    assert task_seen(OWN, task) == task
    assert task_seen(OFFERED, task) is None


def test_traces_of_a_case_are_seen_like_its_facts_and_others_by_their_own_agency() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=PROTECTED)
    log.tell("directory.agency.police-be", c.OPENED, by="police-be")
    agencies = fold(cases.VIEW, log.facts)[CASE].agencies
    traces = fold(audit.VIEW, log.facts).values()

    seen = {
        viewer.agency: [trace_seen(viewer, trace, agencies) for trace in traces]
        for viewer in (COLLEAGUE, AUDITOR, OWN, STRANGER, LANTERN)
    }

    assert seen == {
        "carer-be": [True, True, False],
        "auditor-be": [True, False, False],
        "police-be": [False, False, True],
        "police-fr": [False, False, False],
        "lantern": [True, True, True],
    }


def looked_at(*viewers: Viewer, by: Viewer) -> dict[str, str]:
    """How far each of *viewers* is told that *by* looked at a case of carer-be."""
    log = Log()
    log.tell(FILE, c.OPENED, by="carer-be")
    agencies = fold(cases.VIEW, log.facts)[CASE].agencies
    return {viewer.agency: looks_seen(viewer, by, agencies).value for viewer in viewers}


def test_who_looked_is_told_by_name_to_auditors_and_by_agency_to_who_takes_part() -> None:
    carer, abroad = Viewer("carer-be", Role.CARER, Country.BE), Viewer("auditor-fr", Role.AUDITOR, Country.FR)
    outside = Viewer("police-fr", Role.POLICE, Country.FR)

    assert looked_at(carer, AUDITOR, abroad, ADMIN, outside, LANTERN, by=carer) == {
        "carer-be": "agencies",
        "auditor-be": "names",
        "auditor-fr": "none",
        "admin-be": "none",
        "police-fr": "none",
        "lantern": "names",
    }


def test_a_data_protection_officer_knows_the_names_of_their_own_agency_only() -> None:
    officer = Viewer("carer-be", Role.CARER, Country.BE, officer=True)
    police = Viewer("police-fr", Role.POLICE, Country.FR)

    assert looked_at(officer, by=officer) == {"carer-be": "names"}
    assert looked_at(officer, by=police) == {"carer-be": "agencies"}
    assert [looks_seen(officer, by).value for by in (officer, police)] == ["names", "none"]


def test_a_line_about_no_case_is_for_the_auditors_of_the_country_of_who_searched() -> None:
    carer, abroad = Viewer("carer-be", Role.CARER, Country.BE), Viewer("carer-fr", Role.CARER, Country.FR)

    assert [looks_seen(AUDITOR, by).value for by in (carer, abroad)] == ["names", "none"]
    assert [looks_seen(carer, carer).value, reads_looks(carer), reads_looks(AUDITOR)] == ["none", False, True]
