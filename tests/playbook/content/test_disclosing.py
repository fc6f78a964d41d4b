"""What the playbooks as they ship say about disclosing what is walled off: who decides, until when, and when nobody."""

from __future__ import annotations

from datetime import timedelta

from domain.case import events as e
from domain.case.codes import LegalBasis, Part, SharedFor
from domain.privacy import NOTHING
from tests.playbook.story import Story, duties, withdrawn

WORKING = ("carer.it", "police.it", "asylum.it")
HOUR = timedelta(hours=1)


def asked_to_disclose(request: str) -> e.DisclosureRequested:
    return e.DisclosureRequested(
        disclosure=request,
        part=Part.SIGHTING_PLACE,
        of_agency="police.it",
        by_agency="asylum.it",
        purpose=SharedFor.SEARCH,
        legal_basis=LegalBasis.VITAL_INTERESTS,
        reason=NOTHING,
    )


def test_who_is_asked_to_disclose_something_decides_within_a_day_and_only_that_ends_it() -> None:
    story = Story(*WORKING)
    _, asked = (duties(story.tell(asked_to_disclose(each), by="asylum.it")) for each in ("one", "two"))
    task, until = asked["police.it", "decide-disclosure"], story.now + 24 * HOUR
    granted = e.DisclosureGranted(
        disclosure="two",
        part=Part.SIGHTING_PLACE,
        to_agency="asylum.it",
        by_agency="police.it",
        until=until,
        legal_basis=LegalBasis.VITAL_INTERESTS,
    )
    ended = withdrawn(story.tell(granted, by="police.it"))
    assert ([each.rpartition(".")[2] for each in ended], task.due_at) == ([task.task], until)


def test_nobody_decides_about_a_disclosure_to_an_agency_that_has_left() -> None:
    story = Story(*WORKING)
    asked = duties(story.tell(asked_to_disclose("one"), by="asylum.it"))["police.it", "decide-disclosure"]

    other = withdrawn(story.tell(e.AgencyLeft(agency="carer.it", reason=NOTHING), by="carer.it"))
    ended = withdrawn(story.tell(e.AgencyLeft(agency="asylum.it", reason=NOTHING), by="asylum.it"))

    assert [asked.task in [each.rpartition(".")[2] for each in some] for some in (other, ended)] == [False, True]
