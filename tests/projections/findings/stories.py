"""Stories of one case for the checks: given facts, and when somebody asks, what is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from domain.context import SYSTEM_AGENCY
from domain.events import Event
from projections.findings import Finding, Look, duties, files, found
from tests.projections.given.cases import OPENED
from tests.projections.given.facts import CASE, DUTY, FILE, START, TASK, Log, fold

RULES = SYSTEM_AGENCY


class Story:
    """Facts, a minute apart, and what the checks find in them."""

    def __init__(self, *told: Event) -> None:
        """Begin with an opened case, and what is *told* of its file."""
        self.log = Log()
        self.log.tell(FILE, OPENED, *told)

    def file(self, *events: Event, by: str = "police-be") -> Story:
        self.log.tell(FILE, *events, by=by)
        return self

    def duty(self, *events: Event, by: str = "police-be") -> Story:
        self.log.tell(DUTY, *events, by=by)
        return self

    def found(self, after: timedelta, looks: Iterable[Look] = ()) -> list[Finding]:
        """What is found so long *after* the start."""
        kept = fold(duties.VIEW, self.log.facts).get(TASK)
        file = fold(files.VIEW, self.log.facts).get(CASE)
        return list(found(CASE, file, [kept] if kept else [], START + after, looks))


def told(findings: Iterable[Finding]) -> list[tuple[str, str, bool]]:
    """Each as what it is called, about whom, and whether it is over."""
    return [(each.check.value, each.agency, each.over is not None) for each in findings]


def cited(finding: Finding) -> list[str]:
    """The names of the facts it rests on."""
    return [fact.name for fact in finding.facts]
