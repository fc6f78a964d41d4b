"""How a case went, as the entries of its timeline tell it: its phases, the clocks of its duties, what set them going.

Invariant: a fold over entries that were cut for somebody, so that it tells them of nothing else, at any moment.
"""

from projections.course.clocks import Pause, Run, Verdict, runs_of
from projections.course.milestones import Milestone, milestones_of
from projections.course.phases import Span, phase_at, phases_of

__all__ = ["Milestone", "Pause", "Run", "Span", "Verdict", "milestones_of", "phase_at", "phases_of", "runs_of"]
