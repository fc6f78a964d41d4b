"""``lantern bounced``: a mail came back to the address that it alone was sent from.

Invariant: the address says which message it was, and nothing of the mail is read. One that is made up finds no message:
what it would have to name is as hard to guess as a password.
"""

from __future__ import annotations

import re
from datetime import datetime

import click

from infra.composition.ground import ground
from infra.faults import AnswerIsNo, Misuse
from infra.notices.messages import StreamMessages
from infra.settings import Settings

RETURNED = re.compile(r"[^@]*\+([0-9a-f]{16})-([0-9a-f]{20})@[^@]+")


async def note(messages: StreamMessages, address: str, now: datetime) -> bool:
    """Note that the mail which was sent from *address* came back; whether there is such a one. Refuses another form."""
    found = RETURNED.fullmatch(address.strip().lower())
    if found is None:
        raise Misuse("This is no return address of Lantern: they look like bounces+<message>@agency.example.")
    return await messages.bounced(found[1], found[2], now)


async def bounced(settings: Settings, address: str) -> int:
    """Note that a mail came back to *address*."""
    async with ground(settings, join=True) as base:
        if not await note(base.tellers.messages, address, base.clock.now()):
            raise AnswerIsNo("No message that was taken in the last fourteen days has this return address.")
    click.echo("The message has come back: its person and who administers their agency see it.")
    return 0
