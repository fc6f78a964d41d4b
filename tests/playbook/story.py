"""Facts of one fictive case, told one after the other, and what the rules make of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.case import events as e
from domain.case.codes import Channel, Located
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY
from domain.envelope import Audience, Meta, Occurred, Recorded
from domain.events import Event
from domain.ids import derive
from domain.playbook.library import InForce
from domain.playbook.policy import Reaction, react
from domain.playbook.rules import Mark, Phase, Playbook, Rule
from domain.playbook.standing import Standing
from domain.playbook.state import CaseSoFar
from domain.privacy import NOTHING, Clear
from domain.task.commands import OpenTask, Waive
from infra.playbooks import load_playbooks

CASE = "0190f3a07c1c7c0fa4c36b6f2f6d1e01"
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
FOLDER = Path(__file__).parents[2] / "playbooks"
SHIPPED = load_playbooks(FOLDER)


class Story:
    """A case as it goes on. Agencies are called by role and country: ``police.it``."""

    def __init__(self, *agencies: str, playbooks: InForce = SHIPPED, start: datetime = START) -> None:
        self.playbooks = playbooks
        self.standing = Standing()
        self.facts: list[Recorded[Event]] = []
        self.reactions: list[Reaction] = []
        self.opened: dict[str, OpenTask] = {}
        self.now = start
        self.tell(opened(agencies[0]), by=agencies[0])
        for agency in agencies[1:]:
            self.tell(joined(agency), by=agencies[0])

    @property
    def case(self) -> CaseSoFar:
        return self.standing.case

    def tell(
        self, event: Event, *, by: str, after: timedelta = timedelta(minutes=1), late: timedelta = timedelta()
    ) -> list[Reaction]:
        """What follows from *event*, which happened *after* the one before and was recorded that much too *late*."""
        self.now += after
        version = len(self.facts) + 1
        meta = Meta(
            occurred_at=Occurred(self.now),
            actor=f"somebody of {by}",
            agency=by,
            purpose="protection",
            legal_basis="vital interests",
            jurisdiction=None if by == SYSTEM_AGENCY else Country(by[-2:]),
            command_id=derive(CASE, "command", version),
            audience=getattr(event, "told_to", Audience()),
        )
        return self.record(meta, event, self.now + late)

    def record(self, meta: Meta, event: Event, recorded_at: datetime) -> list[Reaction]:
        version = len(self.facts) + 1
        fact: Recorded[Event] = Recorded(
            id=derive(meta.command_id, 0),
            originator=f"case.{CASE}.file",
            version=version,
            position=version,
            schema=1,
            recorded_at=recorded_at,
            meta=meta,
            event=event,
        )
        self.facts.append(fact)
        self.standing, reactions = react(self.playbooks, self.standing, fact, recorded_at)
        self.reactions += reactions
        self.opened |= {one.originator: one.command for one in reactions if isinstance(one.command, OpenTask)}
        return list(reactions)


def opened(agency: str) -> e.CaseOpened:
    role, country = agency.split(".")
    return e.CaseOpened(reference="IT-2026-001", country=Country(country), agency=agency, role=Role(role))


def joined(agency: str) -> e.AgencyJoined:
    role, country = agency.split(".")
    return e.AgencyJoined(agency=agency, role=Role(role), country=Country(country), invited_by="carer.it")


def absent(country: str = "it", episode: str = "first") -> e.AbsenceNoticed:
    return e.AbsenceNoticed(episode=episode, country=Country(country))


def reported(to: str = "police.it", by: str = "carer.it") -> e.DisappearanceReported:
    return e.DisappearanceReported(episode="first", to_agency=to, by_agency=by, channel=Channel.PHONE)


def located(country: str = "it") -> e.ChildLocated:
    return e.ChildLocated(
        episode="first", country=Country(country), place=NOTHING, how=Clear(Located.AGENCY), by="somebody"
    )


def duties(reactions: Iterable[Reaction]) -> dict[tuple[str, str], OpenTask]:
    """The tasks that were opened, by agency and code."""
    found = {}
    for reaction in reactions:
        if isinstance(reaction.command, OpenTask):
            found[reaction.command.agency, reaction.command.code] = reaction.command
    return found


def withdrawn(reactions: Iterable[Reaction]) -> list[str]:
    """The addresses of the tasks that became pointless."""
    return [reaction.originator for reaction in reactions if isinstance(reaction.command, Waive)]


def rule(**changes: object) -> Rule:
    """A rule that gives the police one hour after an absence, with *changes*."""
    given: dict[str, object] = {
        "id": "look",
        "phase": Phase.RESPONSE,
        "on": "AbsenceNoticed",
        "role": Role.POLICE,
        "code": "look",
        "title": "Look for the child",
        "why": "Somebody has to.",
        "within": timedelta(hours=1),
        "closes_on": ("AbsenceResolved", "ChildLocated"),
        "source": "a test",
        "mark": Mark.DEFAULT,
    }
    return Rule(**(given | changes))  # type: ignore[arg-type]


def playbook(*rules: Rule, **changes: object) -> Playbook:
    """A playbook with *rules*."""
    given: dict[str, object] = {"id": "common", "version": "1", "title": "A test", "rules": rules}
    return Playbook(**(given | changes))  # type: ignore[arg-type]
