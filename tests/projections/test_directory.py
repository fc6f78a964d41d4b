"""The directory: agencies in clear, people sealed."""

from __future__ import annotations

from domain.codes import Country, Role
from domain.directory import events as e
from domain.directory.codes import MemberRole
from domain.events import Event, Unknown
from projections import VIEWS, directory
from projections.kept import Kept
from tests.projections.given.facts import FILE, Log, fold, sealed

ADDRESS = "directory.agency.police-be"
REGISTERED = e.AgencyRegistered(
    agency="police-be", name="Federal Police", role=Role.POLICE, country=Country.BE, zone="Europe/Brussels"
)
ADDED = e.MemberAdded(member="m1", name=sealed("name"), email=sealed("email"), roles=(MemberRole.WORKER,))
OTHER = e.MemberAdded(member="m2", name=sealed("n2"), email=sealed("e2"), roles=())
SUSPENDED = e.MemberSuspended(member="m1", reason=sealed())


def agency_after(*events: Event) -> directory.Agency:
    log = Log()
    log.tell(ADDRESS, REGISTERED, *events)
    return fold(directory.VIEW, log.facts)["police-be"]


def test_a_registered_agency_is_listed_by_country_and_role() -> None:
    agency = agency_after()

    assert (agency.name, agency.zone) == ("Federal Police", "Europe/Brussels")
    assert [column(agency) for column in directory.VIEW.columns.values()] == [Role.POLICE, Country.BE]


def test_members_are_listed_with_name_and_address_sealed() -> None:
    member = agency_after(ADDED).members[0]

    assert (member.name, member.email) == (
        Kept(sealed("name"), ADDRESS, "event-2", "name"),
        Kept(sealed("email"), ADDRESS, "event-2", "email"),
    )


def test_a_suspended_member_can_be_reinstated() -> None:
    suspended = agency_after(ADDED, OTHER, SUSPENDED)
    back = agency_after(ADDED, OTHER, SUSPENDED, e.MemberReinstated(member="m1"))

    assert [member.suspended for member in suspended.members] == [True, False]
    assert [member.suspended for member in back.members] == [False, False]


def test_a_repeated_registration_and_an_unknown_fact_change_the_version_only() -> None:
    agency = agency_after(REGISTERED, Unknown(name="AgencySang", fields={}))

    assert (agency.version, agency.members) == (3, ())


def test_members_of_nobody_are_not_listed() -> None:
    log = Log()
    log.tell(ADDRESS, ADDED)

    assert fold(directory.VIEW, log.facts) == {}
    assert directory.keys(log.tell(FILE, ADDED)[0]) == ()


def test_every_view_has_a_name_of_its_own() -> None:
    assert len({view.name for view in VIEWS}) == len(VIEWS)
