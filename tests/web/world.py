"""A whole process on a real nats-server, with a few agencies in it; cases and tasks are made as a test needs them.

Rules and clocks do not run in here, so that a test decides by itself which tasks there are.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from litestar import Litestar

from domain.case import commands as case_commands
from domain.case.decider import originator as case_originator
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Outcome
from domain.directory import commands as directory_commands
from domain.directory.codes import MemberRole
from domain.directory.decider import originator as agency_originator
from domain.envelope import Occurred
from domain.task import commands as task_commands
from domain.task.decider import originator as task_originator
from infra.clock import RandomIds
from infra.composition.keys import keks
from infra.composition.process import Parts, Running, running
from infra.identity.credentials import StreamCredentials
from infra.identity.journeys import Journeys
from infra.identity.sessions import KeyValueSessions
from infra.nats.buckets import newest_sessions, open_sessions
from infra.proofs.factors import StreamFactors
from infra.proofs.links import StreamLinks
from infra.proofs.passkeys import StreamPasskeys
from infra.proofs.providers import OpenIdProviders, StreamSubjects, openid
from infra.proofs.providers.asking import Asking
from infra.proofs.sealing import OwnersSeal
from infra.proofs.tokens import StreamTokens
from infra.settings import Settings
from projections import audit, board, cases, directory, timeline
from projections.cases import participation
from projections.standing import inviting
from web.app import create_app
from web.services import Services

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a password of nine words that only tests know"

SHOWN = (board.VIEW, cases.VIEW, participation.VIEW, inviting.VIEW, timeline.VIEW, audit.VIEW, directory.VIEW)

CAST = ("police.be", "carer.be", "guardian.be", "protection.be", "asylum.be", "police.fr", "auditor.be", "admin.be")
SECONDS = ("police.be", "carer.be")
ZONES = {Country.BE: "Europe/Brussels", Country.FR: "Europe/Paris", Country.UK: "Europe/London"}


class MovableClock:
    """The real time, and how far a test has moved it on."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class World:
    """The process, its application, and who is in it: members by name (``police2.be``), agencies by key."""

    def __init__(self, process: Running, services: Services, clock: MovableClock) -> None:
        self.process = process
        self.services = services
        self.clock = clock
        self.ids = RandomIds()
        self.app: Litestar = create_app(services)
        self._numbers = itertools.count(1)

    def context(self, name: str, occurred: datetime | None = None) -> Context:
        """The circumstances of a command that the member *name* gives now."""
        now = self.clock.now()
        role, country = Role(name.split(".", maxsplit=1)[0].rstrip("2")), Country(name.split(".")[1][:2])
        return Context(
            command_id=self.ids.new(),
            now=now,
            occurred_at=Occurred(occurred or now),
            actor=member(name),
            agency=agency(name),
            role=role,
            country=country,
        )

    @property
    def by_itself(self) -> Context:
        """The circumstances of what no person does."""
        circumstances = self.context("police.be")
        return Context(
            command_id=circumstances.command_id,
            now=circumstances.now,
            occurred_at=circumstances.occurred_at,
            actor=SYSTEM_AGENCY,
            agency=SYSTEM_AGENCY,
            role=None,
            country=None,
        )

    async def enrol(self, name: str) -> None:
        """Enter the member *name*, and their agency where it is new."""
        role, country = Role(name.split(".", maxsplit=1)[0].rstrip("2")), Country(name.split(".")[1][:2])
        roles = (MemberRole(role.value),) if role in (Role.AUDITOR, Role.ADMIN) else (MemberRole.WORKER,)
        registration = directory_commands.RegisterAgency(
            agency=agency(name), name=f"The {agency(name)}", role=role, country=country, zone=ZONES[country]
        )
        person = directory_commands.AddMember(
            member=member(name), name=f"Mx {name}", email=f"{name}@test.example", roles=roles
        )
        for command in (registration, person):
            await self._shown(
                await self.process.directory.handle(agency_originator(agency(name)), command, self.by_itself)
            )
        await self.services.credentials.set_password(member(name), PASSWORD)
        await self.process.reader.read()

    async def suspend(self, name: str) -> None:
        """Keep the member *name* from acting."""
        command = directory_commands.SuspendMember(member=member(name), reason="gone")
        await self._shown(await self.process.directory.handle(agency_originator(agency(name)), command, self.by_itself))
        await self.process.reader.read()

    async def case(self, *names: str) -> str:
        """A case that the first of *names* opened and the agencies of the others have joined."""
        case = self.ids.new()
        number = f"BE-2026-{next(self._numbers):05d}"
        await self.act(names[0], case, case_commands.OpenCase(reference=number, country=Country.BE))
        for name in names[1:]:
            await self.join(names[0], case, name)
        return case

    async def join(self, by: str, case: str, name: str) -> None:
        """Let the agency of the member *name* join *case*, brought in by the member *by*."""
        role, country = Role(name.split(".", maxsplit=1)[0].rstrip("2")), Country(name.split(".")[1][:2])
        joined = case_commands.JoinAgency(agency=agency(name), role=role, country=country)
        await self.act(by, case, joined)

    async def act(
        self, name: str, case: str, command: case_commands.CaseCommand, occurred: datetime | None = None
    ) -> Outcome[Any]:
        """Carry out *command* on *case* as the member *name*, and wait until everybody sees it."""
        handled = self.services.cases.handle(case_originator(case), command, self.context(name, occurred))
        return await self._shown(await handled)

    async def task(self, case: str, name: str, **details: Any) -> str:
        """A task of the agency of *name* in *case*, due in two hours where nothing else is said."""
        task = self.ids.new()
        role, country = Role(name.split(".", maxsplit=1)[0].rstrip("2")), Country(name.split(".")[1][:2])
        command = task_commands.OpenTask(
            case=case,
            task=task,
            reference=self.reference(case),
            agency=agency(name),
            role=role,
            country=country,
            code=details.pop("code", "search"),
            title=details.pop("title", "Search the surroundings"),
            due_at=details.pop("due_at", self.clock.now() + timedelta(hours=2)),
            **details,
        )
        await self._shown(await self.services.tasks.handle(task_originator(case, task), command, self.by_itself))
        return task

    async def work(self, name: str, case: str, task: str, command: task_commands.TaskCommand) -> Outcome[Any]:
        """Carry out *command* on *task* as the member *name*, and wait until everybody sees it."""
        handled = self.services.tasks.handle(task_originator(case, task), command, self.context(name))
        return await self._shown(await handled)

    def reference(self, case: str) -> str:
        """The number of *case*."""
        found = self.services.documents.get(cases.VIEW, case)
        assert found is not None
        return found.reference

    async def facts(self, case: str, task: str | None = None) -> list[str]:
        """The names of all facts of a case's file, or of one of its tasks, in order."""
        address = case_originator(case) if task is None else task_originator(case, task)
        return [fact.name for fact in await self.process.base.store.load(address)]

    async def looks(self, case: str) -> list[bytes]:
        """What was opened of *case*, as the access log holds it."""
        log = self.services.consultations._log  # type: ignore[attr-defined]
        return [entry.body for entry in await log.matching(f"*.*.case.{case}.RecordConsulted")]

    async def _shown(self, outcome: Outcome[Any]) -> Outcome[Any]:
        for view in SHOWN:
            if outcome.position:
                await self.services.documents.reached(view, outcome.position)
        return outcome


def agency(name: str) -> str:
    """The identifier of the agency of the member *name*."""
    role, country = name.split(".", maxsplit=1)
    return f"{role.rstrip('2')}-{country}"


def member(name: str) -> str:
    """The identifier of the member *name*."""
    return name.replace(".", "-")


@asynccontextmanager
async def a_world(folder: Path, *nats_url: str, providers: tuple[str, ...] = ()) -> AsyncIterator[World]:
    """A process on an empty log in *folder*, or of the server at *nats_url*, with the cast in it.

    It may call *providers*.
    """
    settings = Settings(
        data=folder,
        port=0,
        nats_url=nats_url,
        nats_steward_url=nats_url,
        url="http://lantern.test",
        providers=providers,
    )
    async with running(settings, Parts(workers=False)) as process:
        clock = MovableClock()
        wire = process.base.wire
        factors = StreamFactors(process.base.secrets, keks(settings), clock)
        seal, asking = OwnersSeal(keks(settings), openid.KIND), Asking(frozenset(providers))
        services = replace(
            process.services(),
            clock=clock,
            sessions=KeyValueSessions(await open_sessions(wire), await newest_sessions(wire), clock),
            credentials=StreamCredentials(wire.jetstream(), CHEAP),
            links=StreamLinks(process.base.secrets, clock),
            tokens=StreamTokens(process.base.secrets, clock),
            factors=factors,
            passkeys=StreamPasskeys(factors, clock),
            providers=OpenIdProviders(
                process.base.secrets, seal, Journeys(await open_sessions(wire), clock), asking, clock
            ),
            subjects=StreamSubjects(process.base.secrets, clock),
        )
        world = World(process, services, clock)
        for name in CAST:
            await world.enrol(name)
        for name in SECONDS:
            await world.enrol(name.replace(".", "2."))
        yield world
