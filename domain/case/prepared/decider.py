"""What a command leads to, given what is kept ready.

Invariant: a profile is for all agencies of the case, who may have to search tonight; a safety plan is for those the
child may trust. Nothing here waits for completeness: half a profile is better than none.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import asdict

from domain.case.prepared import commands as c
from domain.case.prepared import events as e
from domain.case.prepared import refusals as r
from domain.context import Context
from domain.deciding import Decided, For
from domain.deciding.refusals import InTheFuture
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear, answered


def decide(command: c.PreparedCommand, context: Context) -> Decided:
    """The facts that *command* leads to; raises a refusal otherwise."""
    match command:
        case c.RecordProfile():
            return _profile(command, context)
        case c.RecordSafetyPlan():
            return _plan(command)
        case _:
            assert_never(command)


def _profile(command: c.RecordProfile, context: Context) -> Decided:
    if command.photo_on is not None and command.photo_on > context.now.date():
        raise InTheFuture("photo_on")
    texts = {name: value for name, value in asdict(command).items() if name != "photo_on"}
    return (e.ProfileRecorded(answered=_some(texts), photo_on=command.photo_on, **_sealable(texts)),)


def _plan(command: c.RecordSafetyPlan) -> Decided:
    texts = asdict(command)
    recorded = e.SafetyPlanRecorded(answered=_some(texts), **_sealable(texts))
    return (For(recorded, Audience(AudienceKind.PROTECTED)),)


def _some(texts: dict[str, str]) -> tuple[str, ...]:
    """The fields with an answer. Refuses a sheet without one."""
    found = answered(texts)
    if not found:
        raise r.NothingAnswered(next(iter(texts)))
    return found


def _sealable(texts: dict[str, str]) -> dict[str, Clear]:
    return {name: Clear(text) for name, text in texts.items()}
