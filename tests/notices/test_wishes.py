"""What people wish, sealed: changed by several at once, and never lost for who cannot read it."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from domain.notice.wishes import Device, Wishes, with_device
from infra.memory import MemoryKeys
from infra.notices.wishes import StreamWishes
from infra.vault import Keks, KeyUnusable
from tests.notices.parts import PHONE

KEKS, OTHER = Keks("first", {"first": bytes(32)}), Keks("other", {"other": bytes(range(32))})


async def test_changes_made_at_once_are_all_kept() -> None:
    wishes = StreamWishes(MemoryKeys(), KEKS)
    devices = [replace(PHONE, id=f"d{number}", endpoint=f"https://push/{number}") for number in range(5)]

    async def add(device: Device) -> None:
        await wishes.change("m1", lambda before: with_device(before, device))

    await asyncio.gather(*map(add, devices))

    assert sorted((await wishes.of("m1")).devices, key=lambda each: each.id) == devices


async def test_nothing_of_it_lies_in_clear_and_it_opens_for_its_owner_alone() -> None:
    shelf = MemoryKeys()
    wishes = StreamWishes(shelf, KEKS)
    await wishes.change("m1", lambda _: Wishes(address="duty@agency.example", devices=(PHONE,)))

    ((name, stored),) = (await shelf.every()).items()

    assert not any(text in stored.content for text in (b"agency.example", b"https://push", b"m1"))
    assert (await wishes.of("m1")).devices == (PHONE,)
    assert name.startswith("notice.")


async def test_who_cannot_read_them_takes_them_for_none_and_does_not_write_over_them() -> None:
    shelf = MemoryKeys()
    await StreamWishes(shelf, KEKS).change("m1", lambda _: Wishes(mail=False))
    blind = StreamWishes(shelf, OTHER)

    assert await blind.of("m1") == Wishes()
    with pytest.raises(KeyUnusable):
        await blind.change("m1", lambda before: before)
    assert await StreamWishes(shelf, KEKS).of("m1") == Wishes(mail=False)


async def test_forgotten_wishes_are_gone() -> None:
    shelf = MemoryKeys()
    wishes = StreamWishes(shelf, KEKS)
    await wishes.change("m1", lambda _: Wishes(mail=False))

    await wishes.forget("m1")

    assert (await shelf.every(), await wishes.of("m1")) == ({}, Wishes())
