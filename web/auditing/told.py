"""Remarks in codes and times, as a list tells them.

Invariant: a list holds no words of a remark; these are opened on its own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from projections.auditing import Remark
from projections.findings import Check
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.wording import findings as words

KINDS = {"noted": "", "asked": "warn", "answered": "info", "settled": "done"}
"""How loud a state is."""


@dataclass(frozen=True)
class Told:
    """A remark in a list: about what, by whom and to whom, when, and how far it has come."""

    url: str
    title: str
    by: str
    asks: str
    at: datetime
    last_at: datetime
    state: str
    state_words: str
    kind: str
    reference: str
    case: str
    exercise: bool


def about_of(remark: Remark) -> str:
    """What a remark is about, in words: a check, or the case."""
    known = {check.value: check for check in Check}
    check = known.get(remark.check or "")
    return _(words.CHECKS[check]) if check is not None else _("The case as a whole")


def told_of(services: Services, remark: Remark, reference: str) -> Told:
    """*remark* on the case called *reference*, as a list tells it."""
    said = (remark.made, *remark.answers, *([remark.settled] if remark.settled else []))
    return Told(
        url=f"/cases/{remark.case}/remarks/{remark.id}",
        title=about_of(remark),
        by=services.people.agency_name(remark.by),
        asks=services.people.agency_name(remark.agency) if remark.agency else "",
        at=remark.made.at,
        last_at=said[-1].at,
        state=remark.state,
        state_words=_(words.REMARK_STATES[remark.state]),
        kind=KINDS[remark.state],
        reference=reference,
        case=remark.case,
        exercise=remark.exercise is not None,
    )
