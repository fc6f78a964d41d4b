"""A mail that comes back finds its message by the address it came back to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.notice.delivering import after
from infra.faults import Misuse
from infra.memory import MemoryKeys
from infra.notices.bouncing import note
from infra.notices.mail import return_address
from infra.notices.messages import StreamMessages
from infra.notices.settings import Telling
from tests.notices.parts import NOW, TAKEN, message

TELLING = Telling(sender="lantern@agency.example", returns="bounces@agency.example")


async def test_the_address_a_mail_came_from_finds_it() -> None:
    messages = StreamMessages(MemoryKeys())
    await messages.add(message())
    await messages.put(after(message(), TAKEN, NOW))

    assert await note(messages, return_address(TELLING, message()).upper(), NOW + timedelta(hours=1))
    assert [each.code for each in await messages.failed()] == ["bounced"]


async def test_who_knows_the_fact_cannot_make_up_the_address() -> None:
    messages = StreamMessages(MemoryKeys())
    await messages.add(message())
    sent = await messages.take_up(message(), NOW + timedelta(minutes=1))
    assert sent is not None
    await messages.put(after(sent, TAKEN, NOW))

    assert not await note(messages, return_address(TELLING, message()), NOW)
    assert await messages.failed() == []
    assert await note(messages, return_address(TELLING, sent), NOW)


async def test_an_address_of_no_message_finds_none() -> None:
    assert not await note(StreamMessages(MemoryKeys()), return_address(TELLING, message()), NOW)


@pytest.mark.parametrize("address", ["", "bounces@agency.example", "bounces+1-2@agency.example", "a+b@c@d"])
async def test_what_is_no_return_address_is_refused(address: str) -> None:
    with pytest.raises(Misuse):
        await note(StreamMessages(MemoryKeys()), address, NOW)
