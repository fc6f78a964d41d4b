"""How the profile, the safety plan and the photos change the case.

Invariant: each sheet is as it was recorded last; which questions have an answer stands in clear, answers are sealed.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from domain.events import REGISTER
from projections.cases.document import Case, Photo, Sheet
from projections.kept import keep
from projections.views import Fact


def prepared(case: Case, event: e.PreparedEvent, fact: Fact) -> Case:
    """The case after a fact about what is kept ready."""
    match event:
        case e.ProfileRecorded(photo_on=photo_on):
            return replace(case, profile=replace(_sheet(event, fact), photo_on=photo_on))
        case e.SafetyPlanRecorded():
            return replace(case, plan=_sheet(event, fact))
        case _:
            assert_never(event)


def photos(case: Case, event: e.PhotoEvent, fact: Fact) -> Case:
    """The case after a fact about photos of the child; one that was withdrawn is there no more."""
    match event:
        case e.PhotoAdded():
            return replace(case, photos=(*case.photos, _photo(event, fact)))
        case e.PhotoWithdrawn(photo=withdrawn):
            return replace(case, photos=tuple(each for each in case.photos if each.id != withdrawn))
        case _:
            assert_never(event)


def _photo(event: e.PhotoAdded, fact: Fact) -> Photo:
    return Photo(
        id=event.photo,
        digest=event.digest,
        taken_on=event.taken_on,
        consent=event.consent,
        use=event.use,
        shows=keep(fact, "shows", event.shows),
        opens_with=keep(fact, "opens_with", event.opens_with),
        agency=fact.meta.agency,
        at=fact.meta.occurred_at.at,
    )


def _sheet(event: e.PreparedEvent, fact: Fact) -> Sheet:
    kept = {field: keep(fact, field, getattr(event, field)) for field in REGISTER[event.NAME].private}
    return Sheet(
        answered=event.answered,
        texts={field: text for field, text in kept.items() if text is not None and field in event.answered},
        agency=fact.meta.agency,
        by=fact.meta.actor,
        at=fact.meta.occurred_at.at,
    )
