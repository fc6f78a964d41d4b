"""A process is killed while it tells people: everybody is told, and nobody twice but who was being told just then."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from domain.case.commands import OpenCase
from domain.case.decider import DECIDER as CASE
from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Handler
from domain.directory.commands import AddMember, RegisterAgency
from domain.directory.decider import DECIDER as DIRECTORY
from domain.envelope import Occurred
from domain.notice.delivering import LEASE
from domain.task.commands import OpenTask
from domain.task.decider import DECIDER as TASK
from infra.composition.ground import Ground, ground
from infra.composition.process import Parts, Running, running
from infra.notices.mail import Mailer
from infra.notices.settings import MailServer, Telling
from infra.notices.ways import OwnWays
from infra.settings import Settings
from tests.notices.servers import MailBox, mail_server
from tests.web.world import MovableClock
from tests.whole.process import Lantern
from workers.notifying.sending import Sending

pytestmark = [pytest.mark.xdist_group("whole"), pytest.mark.slow]

PEOPLE = tuple(f"m{number}" for number in range(8))
TAKEN = 4


class Stalling(MailBox):
    """Takes some mails, and of the others never says whether it did until *open*."""

    def __init__(self) -> None:
        super().__init__()
        self.open = False
        self.reached = Counter[str]()
        self.all_there = asyncio.Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.reached.update(envelope.rcpt_tos)
        if self.reached.total() >= len(PEOPLE):
            self.all_there.set()
        if not self.open and len(self.mails) >= TAKEN:
            await asyncio.get_running_loop().create_future()
        return await super().handle_DATA(server, session, envelope)


async def do(base: Ground, decider: Any, address: str, command: Any) -> None:
    now = base.clock.now()
    context = Context(
        command_id=base.ids.new(), now=now, occurred_at=Occurred(now), actor=SYSTEM_AGENCY,
        agency="carer-be" if decider is CASE else SYSTEM_AGENCY, role=Role.CARER if decider is CASE else None,
        country=Country.BE if decider is CASE else None,
    )  # fmt: skip
    await Handler(decider, base.store).handle(address, command, context)


async def people_and_a_case(base: Ground) -> str:
    place, case = "directory.agency.carer-be", base.ids.new()
    registered = RegisterAgency(agency="carer-be", name="Shelter", role=Role.CARER, country=Country.BE, zone="UTC")
    await do(base, DIRECTORY, place, registered)
    for name in PEOPLE:
        await do(base, DIRECTORY, place, AddMember(member=name, name=name, email=f"{name}@agency.example"))
    await do(base, CASE, f"case.{case}.file", OpenCase(reference="BE-2026-00001", country=Country.BE))
    return case


async def an_urgent_task(base: Ground, case: str) -> None:
    task, due = base.ids.new(), base.clock.now() + timedelta(minutes=30)
    command = OpenTask(
        case=case, task=task, reference="BE-2026-00001", agency="carer-be", role=Role.CARER, country=Country.BE,
        code="search", title="Search the surroundings", due_at=due,
    )  # fmt: skip
    await do(base, TASK, f"case.{case}.task.{task}", command)


async def told_until_killed(settings: Settings, box: Stalling) -> None:
    """A process tells people of an urgent task, and is killed while it does."""
    async with ground(settings) as base:
        case = await people_and_a_case(base)
    smtp = f"smtp+plain://localhost:{box.port}"
    lantern = Lantern(settings.data, "serve", LANTERN_SMTP=smtp, LANTERN_MAIL_FROM="lantern@agency.example")
    await asyncio.to_thread(lantern.start)
    async with ground(settings, join=True) as base:
        await an_urgent_task(base, case)
        async with asyncio.timeout(60):
            await box.all_there.wait()
    await asyncio.to_thread(lantern.kill)


async def test_a_kill_while_people_are_told_leaves_nobody_untold(tmp_path: Path) -> None:
    box = Stalling()
    async with mail_server(box):
        server = MailServer(host="localhost", port=box.port, tls=False, starttls=False)
        settings = Settings(data=tmp_path / "data", telling=Telling(server=server, sender="lantern@agency.example"))
        await told_until_killed(settings, box)
        box.open = True

        async with running(replace(settings, telling=Telling()), Parts(web=False)) as process:
            await send_later(process, Mailer(settings.telling, "http://lantern.test", process.base.clock))

    twice = {address for address, times in box.reached.items() if times > 1}
    assert set(box.reached) == {f"{name}@agency.example" for name in PEOPLE}
    assert len(twice) <= len(PEOPLE) - TAKEN
    assert all(box.reached[address] == 2 for address in twice)
    assert len({mail["Message-ID"] for mail in box.mails}) == len(PEOPLE)


async def send_later(process: Running, mailer: Mailer) -> None:
    """What another process sends once nobody can be at it any more."""
    clock, tellers = MovableClock(), process.base.tellers
    clock.ahead = LEASE + timedelta(seconds=10)
    ways = OwnWays(process.views, process.opener, mailer, None)
    assert await Sending(tellers.messages, tellers.kept, ways, clock).tick() is None
