"""Signing in through an agency's own provider: a real one, in a process of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.harness.browser import Browser
from tests.web.members.people import GOOD
from tests.web.providers.conftest import BOSS
from tests.web.providers.travelling import Provider, come_in_there, member_of, set_up, sign_in_there, there, way_to
from tests.web.world import PASSWORD, World


async def test_the_invited_come_in_with_what_they_have_there_and_without_a_password(
    world: World, boss: Browser, nobody: Browser
) -> None:
    board = await come_in_there(boss, nobody, "ada")
    again = await sign_in_there(await _fresh(world), "ada")

    assert "Ada" in board.words()
    assert "The hotline-fr" in again.words()
    assert not await world.services.credentials.known(member_of(world, "ada").id)


async def _fresh(world: World) -> Browser:
    return Browser(world)
