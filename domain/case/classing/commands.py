"""What can be asked of the two codes that rules depend on.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.codes import AgeBand, Classification
from domain.context import Command, MaybeText


class RecordAgeBand(Command, frozen=True, kw_only=True):
    """Say how old the child is, as far as rules need to know; where in doubt, the younger."""

    band: AgeBand


class ClassifyAbsence(Command, frozen=True, kw_only=True):
    """Say what kind of absence this is, in the words of the country's procedure."""

    classification: Classification
    reason: MaybeText = ""


ClassingCommand = RecordAgeBand | ClassifyAbsence
