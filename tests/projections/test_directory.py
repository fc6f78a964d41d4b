"""The directory: agencies in clear, people sealed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from domain.codes import Country, Role
from domain.directory import events as e
from domain.directory.codes import MemberRole, Standing, WayIn
from domain.directory.reaching import Line, OpenHours, Shift, is_open
from domain.events import Event, Unknown
from infra.calendars import PublicHolidays
from projections import VIEWS, directory
from projections.directory import DirectoryLines, line_of
from projections.kept import Kept
from tests.projections.given.facts import FILE, START, Log, fold, sealed

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

    assert [member.acts for member in suspended.members] == [False, True]
    assert [member.acts for member in back.members] == [True, True]


def test_a_member_keeps_what_was_reset_of_how_they_sign_in_and_when() -> None:
    member = agency_after(ADDED, e.AccessReset(member="m1", way=WayIn.FACTORS)).members[0]

    assert (member.reset, member.acts) == (WayIn.FACTORS, True)
    assert member.reset_at is not None


def provider(issuer: str = "https://one.example", *, passwords: bool = True) -> e.ProviderSet:
    return e.ProviderSet(issuer=issuer, client="lantern", passwords=passwords)


def test_a_provider_goes_on_while_it_is_the_same_and_begins_anew_as_another() -> None:
    first, closer, other = provider(), provider(passwords=False), provider("https://two.example")

    one, stricter, new = (agency_after(*told).provider for told in ((first,), (first, closer), (first, other)))

    assert one is not None and stricter is not None and new is not None  # noqa: PT018  for the type checker
    assert (stricter.since, stricter.passwords, new.issuer) == (one.since, False, "https://two.example")
    assert new.since > one.since
    assert agency_after(first, e.ProviderRemoved()).provider is None


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


HOURS = e.ContactHoursSet(hours=(OpenHours((1,), time(8), time(22)),), fallback="hotline-be")
SHIFT = e.OnCallNamed(member="m1", begins=START, ends=START + timedelta(hours=8))


def test_hours_fallback_and_shifts_say_how_an_agency_is_reached() -> None:
    agency = agency_after(ADDED, HOURS, SHIFT)

    assert (agency.hours, agency.fallback, agency.hours_said) == (HOURS.hours, "hotline-be", True)
    assert not agency_after(ADDED, SHIFT).hours_said
    assert agency.shifts == (Shift("m1", SHIFT.begins, SHIFT.ends),)


class Shelf:
    """Documents by key."""

    def __init__(self, agency: directory.Agency) -> None:
        self._agency = agency

    def get(self, _: object, key: str) -> directory.Agency | None:
        return self._agency if key == self._agency.id else None


def line(*events: Event) -> Line | None:
    return DirectoryLines(Shelf(agency_after(*events)))("police-be")  # type: ignore[arg-type]


def test_who_is_suspended_is_not_reached() -> None:
    duty = e.MemberAdded(member="m3", name=sealed(), email=sealed(), roles=(MemberRole.DUTY,))
    reached, without = line(ADDED, duty, SHIFT), line(ADDED, duty, SHIFT, SUSPENDED)

    assert reached is not None
    assert without is not None
    assert [shift.member for shift in reached.shifts] == ["m1"]
    assert (reached.on_duty, without.shifts) == (("m3",), ())


def test_a_role_is_no_agency_and_an_unknown_zone_is_taken_for_utc() -> None:
    odd = agency_after()
    lines = DirectoryLines(Shelf(replace(odd, zone="Europe/Nowhere")))  # type: ignore[arg-type]

    assert lines("protection") is None
    found = lines("police-be")
    assert found is not None
    assert found.zone is UTC


INVITED = e.MemberInvited(member="m4", name=sealed("n4"), email=sealed("e4"), roles=(MemberRole.WORKER,))
ACCEPTED = e.InvitationAccepted(member="m4", name=sealed("own"))
GONE = e.MemberMoved(member="m4", to_agency="carer-be", reason=sealed())


def test_who_is_invited_acts_once_they_accepted_under_the_name_they_gave() -> None:
    asked, there = agency_after(INVITED).members[0], agency_after(INVITED, ACCEPTED).members[0]

    assert (asked.standing, asked.acts, there.acts) == (Standing.INVITED, False, True)
    assert there.name == Kept(sealed("own"), ADDRESS, "event-3", "name")
    assert there.since is None


def test_who_left_acts_no_more_and_what_they_had_before_they_come_back_opens_nothing() -> None:
    left = agency_after(INVITED, ACCEPTED, GONE)
    back = agency_after(OTHER, INVITED, ACCEPTED, GONE, INVITED)

    assert [(member.standing, member.moved_to) for member in left.members] == [(Standing.LEFT, "carer-be")]
    assert [member.id for member in back.members] == ["m2", "m4"]
    assert back.members[1].since is not None
    assert back.members[1].moved_to is None


def test_an_invitation_can_be_withdrawn_and_roles_change() -> None:
    roles = (MemberRole.DUTY, MemberRole.ADMIN)
    withdrawn = agency_after(INVITED, e.InvitationWithdrawn(member="m4")).members[0]
    changed = agency_after(ADDED, e.MemberRolesChanged(member="m1", roles=roles)).members[0]

    assert withdrawn.standing is Standing.LEFT
    assert changed.roles == roles


def test_what_is_told_of_who_was_never_there_is_passed_by() -> None:
    assert agency_after(ACCEPTED, SUSPENDED).members == ()


CLOSED = e.ContactHoursSet(
    hours=(OpenHours((1, 2, 3, 4, 5, 6, 7), time(8), time(22)),),
    fallback=None,
    line="116 000, day and night",
    closed_on_holidays=True,
)
NATIONAL = datetime(2026, 7, 21, 12, tzinfo=ZoneInfo("Europe/Brussels"))


def test_an_agency_that_closes_on_holidays_is_closed_on_those_of_its_country() -> None:
    agency = agency_after(CLOSED)
    reached = line_of(agency, PublicHolidays().is_holiday)

    assert not is_open(reached, NATIONAL)
    assert is_open(reached, NATIONAL.replace(day=22))
    assert is_open(line_of(agency), NATIONAL)  # Where nobody knows any holidays, there are none.
    assert reached.other == "116 000, day and night"


def test_a_holiday_at_a_weekend_is_one_too_and_no_country_has_none() -> None:
    christmas = date(2027, 12, 25)  # a Saturday

    assert PublicHolidays().is_holiday(christmas, Country.BE)
    assert not PublicHolidays().is_holiday(christmas, None)
