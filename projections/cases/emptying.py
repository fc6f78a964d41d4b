"""A case without what it keeps sealed.

Invariant: who must not see what is for :mod:`projections.visibility` to say; here stands where it is.
"""

from __future__ import annotations

from msgspec.structs import replace

from domain.case.disclosure.parts import CONFIDENCES
from projections.cases.document import Case, Episode


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
        "photos": (),
        "lowering": case.lowering and replace(case.lowering, reason=None),
        "episode": case.episode and _episode_without_private(case.episode),
        "requests": tuple(replace(request, question=None) for request in case.requests),
        "sightings": tuple(replace(sighting, place=None, point=None) for sighting in case.sightings),
        "referrals": tuple(replace(referral, to=None) for referral in case.referrals),
        # That there is a confidence is told by who asked for it, and stays inside with the rest of it.
        "disclosures": tuple(each for each in case.disclosures if each.part not in CONFIDENCES),
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
