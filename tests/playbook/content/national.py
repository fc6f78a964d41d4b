"""One disappearance, from prevention to aftercare, as it goes in any of the six countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.case import events as e
from domain.case.codes import CheckResult
from domain.codes import AlertKind, Country, RiskLevel, Role
from domain.privacy import NOTHING, Clear
from domain.task.commands import OpenTask, Waive
from infra.calendars import ZONES
from tests.playbook.story import Story, absent, located, reported

ROLES = ("carer", "protection", "asylum", "hotline")
"""Who takes part; the police and the guardian come later."""


def played(country: Country) -> list[str]:
    """Each step, and under it what it opens and what it makes pointless, with deadlines on the clocks of *country*."""
    carer, protection = f"carer.{country}", f"protection.{country}"
    police, guardian = f"police.{country}", f"guardian.{country}"
    story = Story(*(f"{role}.{country}" for role in ROLES))
    story.now = datetime(2026, 3, 5, 9, 0, tzinfo=ZoneInfo(ZONES[country])).astimezone(UTC)
    table = ["case opened", *_lines(country, story)]
    at = Steps(country, story, table)
    at("placement", e.PlacementStarted(placement="p", agency=carer, country=country, place=NOTHING), carer)
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
    withdrawn = e.AlertWithdrawn(alert="a", agency=police, reason=NOTHING)
    at("alert withdrawn", withdrawn, police, "2026-03-29T09:30")
    offered = e.ReturnInterviewOffered(episode="first", interviewer=protection, independent=True)
    at("interview offered", offered, protection, "2026-03-30T10:00")
    held = e.ReturnInterviewHeld(episode="first", interviewer=protection, account=NOTHING)
    at("interview held", held, protection, "2026-03-31T10:00")
    at("episode closed", e.EpisodeClosed(episode="first", outcome=NOTHING), carer, "2026-04-02T10:00")
    return table


def _joined(agency: str, by: str) -> e.AgencyJoined:
    role, country = agency.split(".")
    return e.AgencyJoined(agency=agency, role=Role(role), country=Country(country), invited_by=by)


class Steps:
    """Tells the story step by step and writes down what follows."""

    def __init__(self, country: Country, story: Story, table: list[str]) -> None:
        self._zone = ZoneInfo(ZONES[country])
        self._country, self._story, self._table = country, story, table

    def __call__(self, title: str, event: e.CaseEvent, by: str, at: str = "") -> None:
        if at:
            self._story.now = datetime.fromisoformat(at).replace(tzinfo=self._zone).astimezone(UTC) - timedelta(
                minutes=1
            )
        self._story.reactions.clear()
        self._story.tell(event, by=by)
        self._table += ([title] if title else []) + _lines(self._country, self._story)


def _lines(country: Country, story: Story) -> list[str]:
    opened = [reaction.command for reaction in story.reactions if isinstance(reaction.command, OpenTask)]
    pointless = sum(isinstance(reaction.command, Waive) for reaction in story.reactions)
    return [*sorted(_told(country, opened)), *([f"  {pointless} withdrawn"] if pointless else [])]


def _told(country: Country, opened: Iterable[OpenTask]) -> Iterator[str]:
    zone = ZoneInfo(ZONES[country])
    for task in opened:
        due = "no clock" if task.due_at is None else f"{task.due_at.astimezone(zone):%a %d %b %H:%M}"
        chain = " > ".join(step.split(".")[0] for step in task.escalate_to)
        yield f"  {task.role:<10} {task.code:<32} {due:<16} {task.mark}  {chain}".rstrip()
