"""How agencies stand to a case, in words: who is invited, and which walled-off parts were asked for.

Invariant: whether something is open is said for the moment of reading, whatever is written down about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from projections import cases
from projections.standing.disclosing import Disclosure
from web.people import People
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class ShownInvitation:
    """An agency that was asked to take part and has not answered."""

    name: str
    purpose: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ShownDisclosure:
    """A part that was asked for: where it stands as a *state* and in a *word*, and until when it is open."""

    part: str
    by: str
    purpose: str
    state: str
    word: str
    at: datetime
    until: datetime | None
    decided_by: str
    ground: str


@dataclass(frozen=True)
class Between:
    """The invitations and the disclosures of a case."""

    invited: Sequence[ShownInvitation]
    disclosures: Sequence[ShownDisclosure]


WORDS = {
    "asked": lambda: _("waits for a decision"),
    "granted": lambda: _("open"),
    "refused": lambda: _("refused"),
    "recalled": lambda: _("recalled"),
    "expired": lambda: _("ended"),
    "left": lambda: _("ended, the agency has left"),
}


def between(case: cases.Case, people: People, now: datetime) -> Between:
    """The invitations of *case* that wait, and its disclosures as they stand *now*, the newest first."""
    invited = [
        ShownInvitation(
            people.agency_name(each.agency),
            wording.code(each.purpose.value),
            people.agency_name(each.invited_by),
            each.at,
        )
        for each in case.invited
    ]
    return Between(invited, [_disclosure(each, people, now) for each in reversed(case.disclosures)])


def _disclosure(each: Disclosure, people: People, now: datetime) -> ShownDisclosure:
    state = "expired" if each.state == "granted" and not each.stands(now) else each.state
    return ShownDisclosure(
        part=wording.code(each.part.value),
        by=people.agency_name(each.by_agency),
        purpose=wording.code(each.purpose.value),
        state=state,
        word=WORDS[state](),
        at=each.at,
        until=each.until if state in {"granted", "expired"} else None,
        decided_by=people.agency_name(each.decided_by) if each.decided_by else "",
        ground="" if each.ground is None else wording.code(each.ground.value),
    )
