"""What a command leads to, given which codes stand.

Invariant: an absence that was called worrying is called less only with a reason that stays on record.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.classing import commands as c
from domain.case.classing import events as e
from domain.case.episode.refusals import AlreadyLocated, NoAbsenceNoticed
from domain.case.episode.state import Found, Missing
from domain.case.state import Case
from domain.codes import Classification
from domain.deciding import Decided, reason_in
from domain.privacy import Clear


def decide(case: Case, command: c.ClassingCommand) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    match command:
        case c.RecordAgeBand(band=band):
            return () if band is case.classing.band else (e.AgeBandRecorded(band=band),)
        case c.ClassifyAbsence():
            return _classify(case, command)
        case _:
            assert_never(command)


def _classify(case: Case, command: c.ClassifyAbsence) -> Decided:
    match case.episodes.current:
        case Missing(noticed=noticed):
            return _classified(case, command, noticed.episode)
        case Found():
            raise AlreadyLocated
        case _:
            raise NoAbsenceNoticed


def _classified(case: Case, command: c.ClassifyAbsence, episode: str) -> Decided:
    last = case.classing.last
    before = last.classification if last is not None and last.episode == episode else Classification.UNKNOWN
    if before is command.classification:
        return ()
    # Somebody else may rely on it already, and has to be able to read what changed.
    less = before is Classification.WORRYING
    reason = reason_in("reason", command.reason) if less else Clear(command.reason)
    return (e.AbsenceClassified(episode=episode, classification=command.classification, reason=reason),)
