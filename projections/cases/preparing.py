"""How the profile and the safety plan change the case.

Invariant: each is as it was recorded last; which questions have an answer stands in clear, the answers are sealed.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from domain.events import REGISTER
from projections.cases.document import Case, Sheet
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


def _sheet(event: e.PreparedEvent, fact: Fact) -> Sheet:
    kept = {field: keep(fact, field, getattr(event, field)) for field in REGISTER[event.NAME].private}
    return Sheet(
        answered=event.answered,
        texts={field: text for field, text in kept.items() if text is not None and field in event.answered},
        agency=fact.meta.agency,
        by=fact.meta.actor,
        at=fact.meta.occurred_at.at,
    )
