"""One case with as many facts as asked for, in a log of its own, and a process that serves it.

Invariant: the same call makes the same facts, but for their nonces; a longer case begins like a shorter one. Nobody in
it is anybody. A fact in five is of the case's file; the others are of its tasks, four to each.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice

from msgspec.structs import replace

from bench.figures.board import VIEWS
from bench.seeding import Sealer, enrol, outgoing
from bench.serving import Client, Serving, serving
from bench.stage import folder, stage
from bench.world import AGENCIES, MEMBERS, ORIGIN, Agency, Told, World
from domain.case.decider import originator as case_originator
from domain.case.events import AgencyJoined, CaseOpened, RiskAssessed, SightingRecorded
from domain.codes import Country, RiskLevel, Role
from domain.envelope import Draft, Meta, Occurred, Recorded
from domain.events import REGISTER, Event, event_name
from domain.ids import derive
from domain.privacy import Clear, Sealed
from domain.task.decider import originator as task_originator
from domain.task.events import TaskAcknowledged, TaskClaimed, TaskCompleted, TaskOpened
from infra.composition.ground import Ground
from infra.composition.positions import FilePositions
from workers import reacting

CASE = derive(ORIGIN, "long case")
REFERENCE = "BE-2026-009999"
INSIDE = tuple(agency for agency in AGENCIES if agency.country in {Country.BE, Country.FR})
READER = next(agency for agency in INSIDE if (agency.country, agency.role) == (Country.BE, Role.POLICE))
PACE = timedelta(minutes=20)
BATCH = 400
SEALED = Sealed("key", "nonce", "ciphertext")


@dataclass(frozen=True)
class Long:
    """A served case of *facts*, by id and in order, *main* those of its file; a client with a cookie of *READER*."""

    facts: Sequence[str]
    main: Sequence[str]
    process: Serving
    client: Client
    cookie: str

    async def get(self, path: str) -> bytes:
        """What is at *path* below the case; raises where that is not a page."""
        answer = await self.client.get(f"/cases/{CASE}{path}", f"Cookie: lantern_session={self.cookie}")
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}")
        return answer.body


def facts(now: datetime) -> Iterator[Told]:
    """The facts of the case one after the other, without end; they begin long enough before *now*."""
    begun = now - timedelta(days=180)
    for number, (originator, event, agency) in enumerate(_happening(begun)):
        yield _told(number, originator, event, agency, begun + number * PACE)


def _happening(begun: datetime) -> Iterator[tuple[str, Event, Agency]]:
    file, (founder, *others) = case_originator(CASE), INSIDE
    yield (
        file,
        CaseOpened(reference=REFERENCE, country=Country.BE, agency=founder.id, role=founder.role),
        founder,
    )
    for each in others:
        yield file, AgencyJoined(agency=each.id, role=each.role, country=each.country, invited_by=founder.id), founder
    for turn in count():
        agency = INSIDE[turn % len(INSIDE)]
        yield file, _of_file(turn), agency
        for event in _of_task(turn, agency, begun + (turn * 5 + len(INSIDE)) * PACE):
            yield task_originator(CASE, derive(ORIGIN, "long task", turn)), event, agency


def _of_file(turn: int) -> Event:
    if turn % 7 == 0:
        level = (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)[turn % 3]
        return RiskAssessed(level=level, reasons=Clear("As told by the carer."))
    sighting = derive(ORIGIN, "long sighting", turn)
    return SightingRecorded(sighting=sighting, country=Country.BE, place=Clear("At the station, by the east door."))


def _of_task(turn: int, agency: Agency, at: datetime) -> Iterator[Event]:
    member = agency.member(turn)
    yield TaskOpened(
        case=CASE,
        task=derive(ORIGIN, "long task", turn),
        reference=REFERENCE,
        agency=agency.id,
        role=agency.role,
        country=agency.country,
        code="check-last-place",
        title="Check the last place",
        opened_at=at,
        due_at=at + timedelta(hours=4),
        outcomes=("done",),
    )
    yield TaskAcknowledged(member=member, at=at)
    yield TaskClaimed(member=member, agency=agency.id, at=at)
    yield TaskCompleted(member=member, outcome="done", note=Clear("Nobody there; the owner will call."))


def _told(number: int, originator: str, event: Event, agency: Agency, at: datetime) -> Told:
    command = derive(ORIGIN, "long command", number)
    meta = Meta(
        occurred_at=Occurred(at - timedelta(minutes=number % 50)),
        actor=agency.member(number),
        agency=agency.id,
        purpose="protection of a missing child",
        legal_basis="vital interests",
        jurisdiction=agency.country,
        command_id=command,
        correlation_id=command,
    )
    return Told(originator, Draft(id=derive(command, 0), meta=meta, event=event), at)


def recorded(most: int) -> Iterator[Recorded[Event]]:
    """The same facts as a reader of the log has them, their private texts sealed by nobody."""
    versions = Counter[str]()
    for position, told in enumerate(islice(facts(datetime.now(UTC)), most), 1):
        versions[told.originator] += 1
        event = told.draft.event
        sealed = dict.fromkeys(REGISTER[event_name(event)].private, SEALED)
        yield Recorded(
            id=told.draft.id,
            originator=told.originator,
            version=versions[told.originator],
            position=position,
            schema=event.SCHEMA,
            recorded_at=told.at,
            meta=told.draft.meta,
            event=replace(event, **sealed),
        )


async def _record(base: Ground, made: Sequence[Told]) -> Sequence[Told]:
    """Record what was *made*, many histories in each batch; as it stands in the log, where times go with the order."""
    sealer, known, recorded_ = Sealer(), Counter[str](), list[Told]()
    for start in range(0, len(made), BATCH):
        histories: dict[str, list[Told]] = {}
        for each in sorted(made[start : start + BATCH], key=lambda told: told.originator):
            at = made[len(recorded_)].at
            recorded_.append(dataclasses.replace(each, at=at))
            histories.setdefault(each.originator, []).append(recorded_[-1])
        await base.log.append_all(
            [(name, known[name], [outgoing(each, sealer) for each in those]) for name, those in histories.items()]
        )
        known.update({name: len(those) for name, those in histories.items()})
    return recorded_


@asynccontextmanager
async def long_case(most: int) -> AsyncIterator[Long]:
    """A process that serves a case of so many facts."""
    now = datetime.now(UTC)
    with folder() as data:
        async with stage(data) as (base, _):
            await enrol(base, World(now))
            told = await _record(base, list(islice(facts(now), most)))
            session = await base.sessions.start(READER.member(MEMBERS - 1), READER.id)
            FilePositions(data / VIEWS).set(reacting.NAME, await base.log.last_position())
        async with serving(data) as process, process.client() as client:
            main = [each.draft.id for each in told if each.originator == case_originator(CASE)]
            yield Long([each.draft.id for each in told], main, process, client, session.token)
