"""What somebody asks the views for: their own from the start, and nothing where they see nothing."""

from __future__ import annotations

import pytest

from domain.case.codes import CASE_ROLES
from domain.codes import Country, Role
from domain.envelope import Audience
from projections import cases, visibility
from projections.visibility import LANTERN, Viewer
from tests.projections.given import cases as c
from tests.projections.given.facts import FILE, PROTECTED, Log, fold, named

ADMIN = Viewer("admin-be", Role.ADMIN, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
POLICE = Viewer("police-be", Role.POLICE, Country.BE)
ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
OTHER = Viewer("police-fr", Role.POLICE, Country.FR)


def agencies() -> tuple[cases.Membership, ...]:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, by="carer-be")
    return next(iter(fold(cases.VIEW, log.facts).values())).agencies


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_who_works_on_cases_looks_in_those_of_their_agency(role: Role) -> None:
    viewer = Viewer("some-be", role, Country.BE)

    assert visibility.parts_of(viewer) == {"agency": "some-be", "joined": True}
    assert visibility.own_tasks(viewer) == [
        {"agency": "some-be", "running": True},
        {"offered_to": "some-be", "running": True},
    ]
    assert visibility.own_tasks(viewer, running=False) == [{"agency": "some-be", "running": False}]


def test_an_auditor_looks_in_the_cases_of_their_country_and_has_no_tasks() -> None:
    assert visibility.parts_of(AUDITOR) == {"country": "be"}
    assert visibility.parts_of(Viewer("auditor", Role.AUDITOR, None)) is None
    assert visibility.own_tasks(AUDITOR) == ()


def test_an_administrator_looks_in_no_case_at_all() -> None:
    assert visibility.parts_of(ADMIN) is None
    assert visibility.own_tasks(ADMIN) == ()
    assert not visibility.counts_rules(ADMIN)
    assert not visibility.works_on(Viewer("police-be", Role.ADMIN, Country.BE), agencies())


def test_who_is_on_call_is_named_to_the_agency_itself_and_to_who_works_with_it() -> None:
    assert visibility.names_on_call(POLICE, "police-be", together=False)
    assert visibility.names_on_call(POLICE, "carer-be", together=True)
    assert not visibility.names_on_call(POLICE, "carer-be", together=False)
    assert not visibility.names_on_call(ADMIN, "carer-be", together=True)


def test_how_many_cases_go_by_a_rule_is_for_auditors() -> None:
    assert visibility.counts_rules(AUDITOR)
    assert visibility.counts_rules(LANTERN)
    assert not visibility.counts_rules(POLICE)


def test_a_month_is_copied_by_auditors_and_its_work_counted_by_chairs_too() -> None:
    chair = Viewer("chair-be", Role.CHAIR, Country.BE)
    who = (AUDITOR, LANTERN, chair, POLICE, ADMIN)

    assert [visibility.reads_periods(each) for each in who] == [True, True, False, False, False]
    assert [visibility.counts_work(each) for each in who] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("viewer", "audience", "told"),
    [
        (POLICE, Audience(), True),
        (POLICE, PROTECTED, True),
        (ASYLUM, PROTECTED, False),
        (ASYLUM, named("police-be"), False),
        (OTHER, Audience(), False),
        (ADMIN, Audience(), False),
        (AUDITOR, Audience(), True),
        (AUDITOR, PROTECTED, False),
    ],
)
def test_a_notice_goes_to_who_may_see_what_it_is_about(viewer: Viewer, audience: Audience, *, told: bool) -> None:
    assert visibility.may_be_told(viewer, agencies(), audience, "carer-be") is told
    assert visibility.works_on(viewer, agencies()) is (viewer in (POLICE, ASYLUM))
