"""What whoever has the machine commands from its command line.

Invariant: it is recorded as done by the operator, for no agency of a case; a refusal says what would be possible.
"""

from __future__ import annotations

from typing import TypeVar

from domain.context import SYSTEM_AGENCY, Command, Context
from domain.deciding.decider import Decider
from domain.deciding.handling import Handler, Outcome
from domain.deciding.refusals import Refused
from domain.envelope import Occurred
from infra.composition.ground import Ground
from infra.faults import AnswerIsNo

C = TypeVar("C", bound=Command)
S = TypeVar("S")

OPERATOR = "operator"
"""Who acts, in the record of what was done from the command line."""


async def operate(base: Ground, decider: Decider[S, C], originator: str, command: C) -> Outcome[S]:
    """Let *decider* decide *command* now; what is refused is the answer no (:class:`infra.faults.AnswerIsNo`)."""
    now = base.clock.now()
    context = Context(
        command_id=base.ids.new(),
        now=now,
        occurred_at=Occurred(now),
        actor=OPERATOR,
        agency=SYSTEM_AGENCY,
        role=None,
        country=None,
    )
    try:
        return await Handler(decider, base.store).handle(originator, command, context)
    except Refused as refused:
        raise AnswerIsNo(f"{refused.why} {refused.instead}") from refused
