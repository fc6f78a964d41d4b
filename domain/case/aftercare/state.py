"""What the child was offered after being found, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.aftercare.events import (
    AftercareEvent,
    ReferralMade,
    ReturnInterviewDeclined,
    ReturnInterviewHeld,
    ReturnInterviewOffered,
)
from domain.case.codes import AbsenceEnd
from domain.case.episode.events import AbsenceResolved
from domain.case.episode.state import Episodes, Found, Over


class Aftercare(msgspec.Struct, frozen=True):
    """The last interview *offered* and how the child *answered*, and the identifiers of all referrals."""

    offered: ReturnInterviewOffered | None = None
    answered: ReturnInterviewHeld | ReturnInterviewDeclined | None = None
    referrals: tuple[str, ...] = ()

    def offer_after(self, episode: str | None) -> ReturnInterviewOffered | None:
        """The interview offered after *episode*."""
        return self.offered if self.offered is not None and self.offered.episode == episode else None


def evolve(state: Aftercare, event: AftercareEvent) -> Aftercare:
    """The aftercare after *event*."""
    match event:
        case ReturnInterviewOffered():
            return replace(state, offered=event, answered=None)
        case ReturnInterviewHeld() | ReturnInterviewDeclined():
            return replace(state, answered=event)
        case ReferralMade(referral=referral):
            return replace(state, referrals=(*state.referrals, referral))
        case _:
            assert_never(event)


def returned_in(episodes: Episodes) -> str | None:
    """The episode after which the child can be asked how it was: the last one, once the child was found alive."""
    match episodes.current:
        case Found(located=located) | Over(was=Found(located=located)):
            return located.episode if located.alive else None
        case Over(ended=AbsenceResolved(how=AbsenceEnd.RETURNED, episode=episode)):
            return episode
        case _:
            return None


def awaits_interview(episodes: Episodes, aftercare: Aftercare) -> bool:
    """Whether the child was found in the last episode and the return interview is neither held nor declined."""
    match episodes.current:
        case Over(was=Found()):
            episode = returned_in(episodes)
            answered = aftercare.answered is not None and aftercare.answered.episode == episode
            return episode is not None and not answered
        case _:
            return False
