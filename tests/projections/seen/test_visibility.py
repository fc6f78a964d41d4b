"""Who may see what of a case. Most of these tests are about what is not seen."""

from __future__ import annotations

import msgspec
import pytest

from domain.case.codes import PROTECTED_CIRCLE
from domain.codes import Country, Role
from domain.envelope import Audience
from projections import cases, timeline
from projections.timeline import Entry
from projections.visibility import (
    LANTERN,
    Access,
    Viewer,
    access,
    case_seen,
    entries_seen,
    listed,
    may_see,
    sees_members,
)
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, DUTY, FILE, MINUTE, PROTECTED, START, Log, fold, named
from tests.projections.given.tasks import opened

WORKING = [role for role in Role if role not in {Role.AUDITOR, Role.ADMIN}]
POLICE = Viewer("police-be", Role.POLICE, Country.BE)
CARER = Viewer("carer-be", Role.CARER, Country.BE)
ASYLUM = Viewer("asylum-be", Role.ASYLUM, Country.BE)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
STRANGERS = [
    Viewer("police-fr", Role.POLICE, Country.FR),
    Viewer("auditor-fr", Role.AUDITOR, Country.FR),
    Viewer("admin-be", Role.ADMIN, Country.BE),
    Viewer("police-be-2", Role.POLICE, Country.BE),
]


class Scene:
    """A case of the carer's with the police and the asylum authority, told fact by fact."""

    def __init__(self) -> None:
        self.log = Log()
        self.log.tell(FILE, c.OPENED, by="carer-be")
        self.log.tell(FILE, c.POLICE, c.ASYLUM, by="carer-be")

    @property
    def case(self) -> cases.Case:
        return fold(cases.VIEW, self.log.facts)[CASE]

    @property
    def entries(self) -> list[Entry]:
        return list(fold(timeline.VIEW, self.log.facts).values())

    def names(self, viewer: Viewer, **through: object) -> list[str]:
        seen = entries_seen(viewer, self.case, self.entries, **through)  # type: ignore[arg-type]
        return [entry.name for entry in seen]


@pytest.mark.parametrize("role", WORKING)
def test_an_agency_sees_a_case_while_it_takes_part(role: Role) -> None:
    scene = Scene()
    viewer = Viewer("agency-x", role, Country.BE)

    before = access(viewer, scene.case.agencies)
    scene.log.tell(FILE, c.joined("agency-x", role))
    during = access(viewer, scene.case.agencies)
    scene.log.tell(FILE, c.left("agency-x"))

    assert (before, during, access(viewer, scene.case.agencies)) == (Access.NONE, Access.WORK, Access.NONE)


@pytest.mark.parametrize("viewer", STRANGERS, ids=lambda viewer: viewer.agency)
def test_who_takes_no_part_sees_nothing_at_all(viewer: Viewer) -> None:
    scene = Scene()
    scene.log.tell(FILE, *c.EVENTS[5:])

    assert scene.names(viewer) == []
    assert case_seen(viewer, scene.case, scene.entries) is None
    assert listed(viewer, scene.case) is None


def test_who_left_sees_nothing_any_more_not_even_what_it_recorded() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.noticed(), by="police-be")
    scene.log.tell(FILE, c.left("police-be"))

    assert scene.names(POLICE) == []
    assert case_seen(POLICE, scene.case, scene.entries) is None


def test_an_admin_sees_no_case_even_of_an_agency_that_takes_part() -> None:
    admin = Viewer("police-be", Role.ADMIN, Country.BE)

    assert access(admin, Scene().case.agencies) is Access.NONE


def test_lantern_itself_sees_everything() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.PROTECTED_SIGHTING, audience=PROTECTED)
    scene.log.tell(FILE, c.GIVEN, audience=named("police-be"))

    assert len(scene.names(LANTERN)) == len(scene.log.facts)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("audience", [PROTECTED, Audience(), named("viewer")], ids=lambda audience: audience.kind)
def test_a_protected_sighting_is_for_the_protected_circle_whatever_its_envelope_says(
    role: Role, audience: Audience
) -> None:
    viewer = Viewer("viewer", role, Country.BE)
    seen = may_see(viewer, Access.WORK, audience, "viewer", "ProtectedSightingRecorded")

    assert seen == (role in PROTECTED_CIRCLE)
    assert not may_see(viewer, Access.AUDIT, audience, "viewer", "ProtectedSightingRecorded")
    assert not may_see(viewer, Access.NONE, audience, "viewer", "ProtectedSightingRecorded")


@pytest.mark.parametrize("role", list(Role))
def test_anything_recorded_for_the_protected_circle_stays_in_it(role: Role) -> None:
    viewer = Viewer("viewer", role, Country.BE)

    assert may_see(viewer, Access.WORK, PROTECTED, "viewer", "ChildLocated") == (role in PROTECTED_CIRCLE)


def test_the_asylum_authority_never_sees_a_protected_sighting_in_timeline_case_or_list() -> None:
    scene = Scene()
    before = (scene.names(ASYLUM), listed(ASYLUM, scene.case))
    scene.log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=PROTECTED)
    seen = case_seen(ASYLUM, scene.case, scene.entries)
    shown = listed(ASYLUM, scene.case)

    assert scene.names(ASYLUM) == before[0]
    assert seen is not None
    assert shown is not None
    assert (seen.sightings, shown.sightings) == ((), ())
    assert shown.last_activity == (before[1].last_activity if before[1] else None)


def test_the_circle_sees_the_protected_sighting_on_the_case_page() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=PROTECTED)
    seen = case_seen(POLICE, scene.case, scene.entries)

    assert seen is not None
    assert [sighting.protected for sighting in seen.sightings] == [True]
    assert seen.version == scene.case.version


def test_a_question_and_its_answer_are_for_who_asked_and_who_was_asked() -> None:
    scene = Scene()
    between = named("police-be", "asylum-be")
    scene.log.tell(FILE, c.QUESTION, by="police-be", audience=between)
    scene.log.tell(FILE, c.GIVEN, by="asylum-be", audience=between)
    answers = [case_seen(viewer, scene.case, scene.entries) for viewer in (POLICE, ASYLUM, CARER)]

    assert [[each.state for each in answer.requests] if answer else None for answer in answers] == [
        ["given"],
        ["given"],
        [],
    ]
    assert not {"InformationRequested", "InformationGiven"} & set(scene.names(CARER))


def test_being_named_is_no_way_into_a_case() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.GIVEN, audience=named("police-fr"))

    assert scene.names(Viewer("police-fr", Role.POLICE, Country.FR)) == []


def test_an_auditor_reads_the_cases_of_its_country_without_private_text() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.IDENTITY, c.GUARDIAN, c.PLACED, c.ASSESSED, c.PROPOSED, c.QUESTION, c.SIGHTING)
    scene.log.tell(FILE, c.noticed(), c.LOCATED, c.CHECKED, c.ENDED, c.REFERRED, c.CLOSED)

    seen = case_seen(AUDITOR, scene.case, scene.entries)
    entries = entries_seen(AUDITOR, scene.case, scene.entries)

    assert seen is not None
    assert len(entries) == len(scene.entries)
    for document in (seen, listed(AUDITOR, scene.case), list(entries)):
        assert b"ciphertext" not in msgspec.json.encode(document)


def test_a_bare_case_is_listed_for_an_auditor_too() -> None:
    scene = Scene()

    assert listed(AUDITOR, scene.case) == scene.case
    assert listed(CARER, scene.case) == scene.case


def test_an_auditor_sees_neither_protected_nor_named_facts() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.PROTECTED_SIGHTING, audience=PROTECTED)
    scene.log.tell(FILE, c.GIVEN, audience=named("police-be", "auditor-be"))

    assert scene.names(AUDITOR) == ["CaseOpened", "AgencyJoined", "AgencyJoined"]


def test_an_auditor_keeps_the_case_when_the_agency_of_its_country_has_left() -> None:
    scene = Scene()
    auditor = Viewer("auditor-fr", Role.AUDITOR, Country.FR)
    scene.log.tell(FILE, c.joined("police-fr", Role.POLICE, Country.FR), c.left("police-fr"))

    assert access(auditor, scene.case.agencies) is Access.AUDIT
    assert access(auditor, scene.case.agencies, START) is Access.NONE


def test_entries_of_another_case_are_never_mixed_in() -> None:
    scene = Scene()
    scene.log.tell("case.other.file", c.SIGHTING)

    assert "SightingRecorded" not in scene.names(POLICE)


def test_as_known_at_shows_what_was_recorded_by_then() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.noticed(), c.reported())
    moment = START + 4 * MINUTE

    assert scene.names(CARER, as_known_at=moment)[-1] == "AbsenceNoticed"
    case = case_seen(CARER, scene.case, scene.entries, as_known_at=moment)
    assert case is not None
    assert (case.version, case.episode and case.episode.status) == (4, "absent")


def test_as_seen_by_another_agency_shows_what_both_may_see() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.PROTECTED_SIGHTING, by="carer-be", audience=PROTECTED)
    scene.log.tell(FILE, c.GIVEN, by="asylum-be", audience=named("police-be"))
    opening = ["CaseOpened", "AgencyJoined", "AgencyJoined"]

    assert scene.names(CARER, as_seen_by=POLICE) == [*opening, "ProtectedSightingRecorded"]
    assert scene.names(CARER, as_seen_by=ASYLUM) == opening
    assert scene.names(ASYLUM, as_seen_by=POLICE) == [*opening, "InformationGiven"]


def test_as_seen_by_an_agency_before_it_joined_and_after_it_left_is_nothing() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.left("police-be"))
    moments = [START + minutes * MINUTE for minutes in (1, 2, 3, 4)]

    seen = [len(scene.names(CARER, as_seen_by=POLICE, as_known_at=moment)) for moment in moments]

    assert seen == [0, 2, 3, 0]


def test_what_an_auditor_sees_through_another_has_no_private_text_and_the_reverse() -> None:
    scene = Scene()
    scene.log.tell(FILE, c.IDENTITY)

    for viewer, through in ((AUDITOR, POLICE), (POLICE, AUDITOR)):
        seen = entries_seen(viewer, scene.case, scene.entries, as_seen_by=through)
        assert [entry.private for entry in seen] == [{}] * 4


def test_tasks_of_the_case_are_entries_and_no_part_of_the_case_page() -> None:
    scene = Scene()
    scene.log.tell(DUTY, opened(), by="police-be")
    seen = case_seen(CARER, scene.case, scene.entries)

    assert seen is not None
    assert scene.names(CARER)[-1] == "TaskOpened"
    assert seen.version == 3


def test_a_historical_case_has_the_version_of_then() -> None:
    scene = Scene()
    seen = case_seen(CARER, scene.case, scene.entries, as_seen_by=POLICE)

    assert seen is not None
    assert seen.version == 3


def test_who_works_for_an_agency_is_known_to_it_and_to_lantern() -> None:
    assert sees_members(POLICE, "police-be")
    assert sees_members(LANTERN, "police-be")
    assert not sees_members(CARER, "police-be")
