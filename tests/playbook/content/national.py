"""One disappearance, from prevention to aftercare, as it goes in any of the six countries.

A row of the table says whose duty it is, what, until when, with which mark, and who is told when if nobody moves:
``27/22:45 guardian`` is the guardian's agency, on the 27th at a quarter to eleven. ``withdrawn`` names a duty that ends
because its reason has gone. A guard is what the case refuses. Lines with ``#`` are for who reads the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from domain.case import events as e
from domain.case.codes import AbsenceEnd, CaseOutcome, CheckResult, EpisodeOutcome, ReportRefusal
from domain.case.commands import CloseCase, CloseEpisode
from domain.case.decider import DECIDER
from domain.case.state import INITIAL, Case
from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel, Role
from domain.context import Context
from domain.deciding.refusals import Refused
from domain.envelope import Audience, Occurred
from domain.privacy import NOTHING, Clear
from domain.task.clocks import Clocks, next_step
from domain.task.commands import Escalate, OpenTask, Waive
from infra.calendars import ZONES
from tests.playbook.story import Story, absent, located, reported

DAYS, YEARS = "%a %d %b %H:%M", "%d %b %Y %H:%M"
ROLES = ("carer", "protection", "asylum", "hotline")
"""Who takes part; the police and the guardian come later."""


def played(country: Country, begin: Callable[..., Story] = Story) -> list[str]:
    """Each step with what it opens, what it makes pointless and what may not be closed yet, on the clocks there."""
    carer, protection = f"carer.{country}", f"protection.{country}"
    police, guardian = f"police.{country}", f"guardian.{country}"
    story = begin(*(f"{role}.{country}" for role in ROLES))
    story.now = datetime(2026, 3, 5, 9, 0, tzinfo=ZoneInfo(ZONES[country])).astimezone(UTC)
    table = ["case opened", *_lines(country, story)]
    at = Steps(country, story, table)
    at("placement", e.PlacementStarted(placement="p", agency=carer, country=country, place=NOTHING), carer)
    at("age group recorded: 13 to 15", e.AgeBandRecorded(band=AgeBand.FROM_13), carer)
    at("police join", _joined(police, carer), carer)
    at("guardian appointed", _joined(guardian, protection), protection)
    at("", e.GuardianAppointed(guardian=guardian, name=NOTHING), protection)
    at("absent at 22:30 on Friday 27 March", absent(country), carer, "2026-03-27T22:30")
    at("reported half an hour later", reported(police, carer), carer, "2026-03-27T23:00")
    at("assessed: medium", e.RiskAssessed(level=RiskLevel.MEDIUM), police, "2026-03-27T23:40")
    at("raised to high", e.RiskRaised(level=RiskLevel.HIGH, reason=NOTHING), police, "2026-03-28T09:00")
    alert = e.AlertIssued(alert="a", kind=AlertKind.NATIONAL, country=country, agency=police)
    at("national alert", alert, police, "2026-03-28T09:30")
    at("found on Sunday, after the clocks changed", located(country), police, "2026-03-29T08:00")
    check = e.SafeAndWellChecked(episode="first", seen=True, result=Clear(CheckResult.SAFE), note=NOTHING)
    at("seen", check, police, "2026-03-29T09:00")
    at("episode closed", e.EpisodeClosed(episode="first", outcome=NOTHING), carer, "2026-03-29T18:00")
    withdrawn = e.AlertWithdrawn(alert="a", agency=police, reason=NOTHING)
    at("alert withdrawn", withdrawn, police, "2026-03-29T18:30")
    offered = e.ReturnInterviewOffered(episode="first", interviewer=protection, independent=True)
    at("interview offered", offered, protection, "2026-03-30T10:00")
    held = e.ReturnInterviewHeld(episode="first", interviewer=protection, account=NOTHING)
    at("interview held", held, protection, "2026-03-31T10:00")
    at("case closed", e.CaseClosed(outcome=NOTHING), carer, "2026-04-09T10:00")
    return table


def found_here(country: Country, begin: Callable[..., Story] = Story) -> list[str]:
    """A child who was missed elsewhere is seen and found in *country*: what both countries owe then."""
    home = Country.FR if country is Country.IT else Country.IT
    carer, police, theirs = f"carer.{home}", f"police.{home}", f"police.{country}"
    story = begin(*(f"{role}.{there}" for there in (home, country) for role in ("carer", "police", "protection")))
    story.tell(absent(home), by=carer)
    story.tell(reported(police, carer), by=carer)
    table = ["", f"a child missed in {home.upper()}"]
    at = Steps(country, story, table)
    issued = e.AlertIssued(alert="s", kind=AlertKind.SIS, country=home, agency=police)
    at("an alert in the Schengen Information System", issued, police, "2026-03-25T12:00")
    seen = e.SightingRecorded(sighting="s", country=country, place=NOTHING)
    at("seen here", seen, theirs, "2026-03-27T20:00")
    at("found here", located(country), theirs, "2026-03-28T21:00")
    return table


def over_easter(country: Country, begin: Callable[..., Story] = Story) -> list[str]:
    """Before anything happens, on working days with holidays between them; then an absence that ends by itself."""
    carer, protection = f"carer.{country}", f"protection.{country}"
    police, guardian = f"police.{country}", f"guardian.{country}"
    zone = ZoneInfo(ZONES[country])
    story = begin(carer, protection, guardian, police, f"asylum.{country}", start=datetime(2026, 4, 1, 10, tzinfo=zone))
    table = ["", "another case, opened on the Wednesday before Easter", *_lines(country, story)]
    at = Steps(country, story, table)
    appointed = e.GuardianAppointed(guardian=guardian, name=NOTHING)
    at("guardian appointed on Wednesday afternoon", appointed, protection, "2026-04-01T14:00")
    at("screened: medium", e.RiskAssessed(level=RiskLevel.MEDIUM), protection, "2026-04-01T15:00")
    at("raised to high", e.RiskRaised(level=RiskLevel.HIGH, reason=NOTHING), protection, "2026-04-01T16:00")
    at("absent at 21:30 on Thursday", absent(country), carer, "2026-04-02T21:30")
    refused = e.DisappearanceReportRefused(
        episode="first", agency=police, reason=ReportRefusal.WAITING_PERIOD, explanation=NOTHING
    )
    at("the police refuse the report", refused, police, "2026-04-02T21:50")
    worrying = e.AbsenceClassified(episode="first", classification=Classification.WORRYING)
    at("called worrying", worrying, carer, "2026-04-02T22:10")
    back = e.AbsenceResolved(episode="first", how=AbsenceEnd.RETURNED)
    at("back by itself", back, carer, "2026-04-02T23:00")
    return table


def _joined(agency: str, by: str) -> e.AgencyJoined:
    role, country = agency.split(".")
    return e.AgencyJoined(agency=agency, role=Role(role), country=Country(country), invited_by=by)


class Steps:
    """Tells the story step by step and writes down what follows."""

    def __init__(self, country: Country, story: Story, table: list[str]) -> None:
        self._zone = ZoneInfo(ZONES[country])
        self._country, self._story, self._table = country, story, table
        self._guards: list[str] = []

    def __call__(self, title: str, event: e.CaseEvent, by: str, at: str = "") -> None:
        if at:
            self._story.now = datetime.fromisoformat(at).replace(tzinfo=self._zone).astimezone(UTC) - timedelta(
                minutes=1
            )
        self._story.reactions.clear()
        self._story.tell(event, by=by)
        self._table += ([title] if title else []) + _lines(self._country, self._story)
        if (now := guards(self._story, by)) != self._guards:
            self._guards = now
            self._table += now


def _lines(country: Country, story: Story) -> list[str]:
    opened = [reaction.command for reaction in story.reactions if isinstance(reaction.command, OpenTask)]
    waived = [story.opened[one.originator] for one in story.reactions if isinstance(one.command, Waive)]
    pointless = sorted(f"{task.agency.removesuffix(f'.{country}')} {task.code}" for task in waived)
    return [*sorted(_told(country, opened)), *(f"  withdrawn: {duty}" for duty in pointless)]


def _told(country: Country, opened: Iterable[OpenTask]) -> Iterator[str]:
    for task in opened:
        zone = ZoneInfo(ZONES[task.country or country])
        due = "no clock" if task.due_at is None else f"{task.due_at.astimezone(zone):{YEARS if _far(task) else DAYS}}"
        steps = ", ".join(f"{at.astimezone(zone):%d/%H:%M} {whom}" for at, whom in unattended(task))
        who = task.role if task.country is country else task.agency
        yield f"  {who:<13} {task.code:<24} {due:<16} {task.mark}  {steps}".rstrip()


def _far(task: OpenTask) -> bool:
    return task.due_at is not None and task.due_at.year != 2026


def unattended(task: OpenTask) -> Iterator[tuple[datetime, str]]:
    """Whom the chain of *task* reaches when, if nobody ever looks at it."""
    clocks = Clocks(
        task=task.task, case=task.case, turn=1, due_at=task.due_at, acknowledge_by=task.acknowledge_by,
        steps=len(task.escalate_to), cause="", correlation=None, country=task.country, audience=Audience(),
        playbook=None, exercise=None,
    )  # fmt: skip
    while (step := next_step(clocks)) is not None:
        at, command = step
        if isinstance(command, Escalate):
            yield at, task.escalate_to[command.step - 1].split(".")[0]
            clocks = replace(clocks, escalated=command.step, told_at=at)
        else:
            clocks = replace(clocks, overdue=True)


def guards(story: Story, by: str) -> list[str]:
    """What the case does not let be closed as it stands, and why not."""
    case = INITIAL
    for fact in story.facts:
        case = DECIDER.evolve(case, fact.event)
    role, country = by.split(".")
    context = Context(
        command_id="0", now=story.now, occurred_at=Occurred(story.now), actor="somebody", agency=by, role=Role(role),
        country=Country(country),
    )  # fmt: skip
    asked = (CloseEpisode(outcome=EpisodeOutcome.BACK_IN_CARE), CloseCase(outcome=CaseOutcome.SETTLED))
    return [f"  guard: {one.slug()} is refused: {why}" for one in asked if (why := _refused(case, one, context))]


def _refused(case: Case, command: CloseEpisode | CloseCase, context: Context) -> str:
    try:
        DECIDER.decide(case, command, context)
    except Refused as refused:
        return refused.SLUG
    return ""
