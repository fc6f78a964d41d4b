"""A case without what it keeps sealed, or without its places.

Invariant: who must not see what is for :mod:`projections.visibility` to say; here stands where it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from domain.case.events import ProfileRecorded, ReportSupplemented, SafetyPlanRecorded
from domain.events import REGISTER
from domain.privacy import Purpose
from projections.cases.document import Case, Episode, Sheet
from projections.kept import Kept


def without_place_found(case: Case) -> Case:
    """*case* without where the child was located."""
    return replace(case, episode=case.episode and replace(case.episode, located_place=None))


def without_places(case: Case) -> Case:
    """*case* without any place."""
    episode = case.episode
    if episode is not None:
        told = _placeless(ReportSupplemented.NAME, episode.told_texts)
        episode = replace(episode, last_seen_place=None, located_place=None, told_texts=told)
    return replace(
        case,
        placement=case.placement and replace(case.placement, place=None),
        episode=episode,
        profile=case.profile and _sheet_without_places(ProfileRecorded.NAME, case.profile),
        plan=case.plan and _sheet_without_places(SafetyPlanRecorded.NAME, case.plan),
        sightings=tuple(replace(sighting, place=None) for sighting in case.sightings),
    )


def _sheet_without_places(name: str, sheet: Sheet) -> Sheet:
    return replace(sheet, texts=_placeless(name, sheet.texts))


def _placeless(name: str, texts: Mapping[str, Kept]) -> dict[str, Kept]:
    purposes = REGISTER[name].private
    return {field: text for field, text in texts.items() if purposes[field] is not Purpose.LOCATION}


def without_private(case: Case) -> Case:
    """*case* with its codes and times alone."""
    emptied: dict[str, object] = {
        "outcome": None,
        "identity": {},
        "guardian": case.guardian and replace(case.guardian, name=None, contact=None),
        "placement": case.placement and replace(case.placement, place=None),
        "risk": case.risk
        and replace(case.risk, indicators=None, unknowns=None, ruled_out=None, rules=None, reasons=None),
        "profile": case.profile and replace(case.profile, texts={}),
        "plan": case.plan and replace(case.plan, texts={}),
        "lowering": case.lowering and replace(case.lowering, reason=None),
        "episode": case.episode and _episode_without_private(case.episode),
        "requests": tuple(replace(request, question=None) for request in case.requests),
        "sightings": tuple(replace(sighting, place=None) for sighting in case.sightings),
        "referrals": tuple(replace(referral, to=None) for referral in case.referrals),
    }
    return replace(case, **emptied)


def _episode_without_private(episode: Episode) -> Episode:
    return replace(
        episode,
        last_seen_place=None,
        told_texts={},
        located_how=None,
        located_place=None,
        checked=None,
        outcome=None,
    )
