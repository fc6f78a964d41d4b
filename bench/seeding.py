"""Puts the made-up world into a log, fast: many histories in each atomic batch, sealed under one key of its own.

Invariant: what is stored is stored by the log's own code and is what real commands would have stored, except that the
data key of its private fields is known to nobody afterwards, so that nothing in it can be opened.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Iterator, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import world
from bench.world import AGENCIES, MEMBERS, Agency, Told, World
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Handler
from domain.directory.codes import MemberRole
from domain.directory.commands import AddMember, RegisterAgency
from domain.directory.decider import DECIDER, originator
from domain.envelope import Occurred
from domain.events import event_name
from domain.ids import derive
from domain.privacy import Sealed
from infra.codec import Place, encode
from infra.codec.facts import time_text
from infra.composition.ground import Ground
from infra.nats.log import JetStreamLog, Outgoing
from infra.vault.padding import padded

BATCH = 900
"""Messages in one atomic batch; the server takes a thousand."""

AT_ONCE = 4

Group = tuple[str, int | None, Sequence[Outgoing]]


class Sealer:
    """Seals under one key that is thrown away."""

    def __init__(self) -> None:
        """Make the key."""
        self._cipher = AESGCM(secrets.token_bytes(32))

    def seal(self, key: str, text: str, place: Place) -> Sealed:
        """*text* sealed as :class:`infra.vault.KeyRing` does."""
        nonce = secrets.token_bytes(12)
        sealed = self._cipher.encrypt(nonce, padded(text.encode()), place.bind())
        return Sealed(key=key, nonce=base64.b64encode(nonce).decode(), text=base64.b64encode(sealed).decode())


def outgoing(told: Told, sealer: Sealer) -> Outgoing:
    """The message that *told* becomes."""
    event = told.draft.event
    return Outgoing(
        name=event_name(event),
        id=told.draft.id,
        schema=event.SCHEMA,
        recorded_at=time_text(told.at),
        body=encode(told.originator, told.draft, sealer),
    )


async def seed(log: JetStreamLog, made: World, facts: int) -> None:
    """Record at least so many *facts* more of the world *made*."""
    sealer = Sealer()
    running: set[asyncio.Task[object]] = set()
    for batch in _batches(made, facts, sealer):
        running.add(asyncio.create_task(log.append_all(batch)))
        if len(running) >= AT_ONCE:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    await asyncio.gather(*running)


def _batches(made: World, facts: int, sealer: Sealer) -> Iterator[list[Group]]:
    groups: list[Group] = []
    size = 0
    for case in made.facts(facts):
        histories: dict[str, list[Outgoing]] = {}
        for told in case:
            histories.setdefault(told.originator, []).append(outgoing(told, sealer))
        groups += [(name, 0, messages) for name, messages in histories.items()]
        size += len(case)
        if size >= BATCH - 50:
            yield groups
            groups, size = [], 0
    if groups:
        yield groups


async def enrol(base: Ground, made: World) -> None:
    """Enter all agencies and their people."""
    handler = Handler(DECIDER, base.store)
    for agency in AGENCIES:
        register = RegisterAgency(
            agency=agency.id,
            name=f"{agency.role.value.capitalize()} of {agency.country.value.upper()}",
            role=agency.role,
            country=agency.country,
            zone="Europe/Brussels",
        )
        await handler.handle(originator(agency.id), register, _context(made, "register", agency, 0))
        for number in range(MEMBERS):
            add = AddMember(
                member=agency.member(number),
                name=f"Member {number}",
                email=f"{agency.role.value}{number}.{agency.country.value}@bench.example",
                roles=(MemberRole.WORKER,),
            )
            await handler.handle(originator(agency.id), add, _context(made, "add", agency, number))


def _context(made: World, what: str, agency: Agency, number: int) -> Context:
    return Context(
        command_id=derive(world.ORIGIN, what, agency.id, number),
        now=made.now,
        occurred_at=Occurred(made.now),
        actor="bench",
        agency=SYSTEM_AGENCY,
        role=None,
        country=None,
        purpose="measuring",
        legal_basis="made up",
    )
