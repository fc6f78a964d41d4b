"""How a command becomes facts: the shape of a decision, its refusals, and the one way from a command to the log.

Invariant: what decides is pure; only the handler meets the outside, through ports.
"""

from domain.deciding.decider import (
    CLOCK_TOLERANCE,
    Decided,
    Decider,
    For,
    check_past,
    check_times,
    reason_in,
)

__all__ = ["CLOCK_TOLERANCE", "Decided", "Decider", "For", "check_past", "check_times", "reason_in"]
