"""A provider of the French hotline's own, started for the tests of one module, and a world that may call it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import ORIGIN, Browser
from tests.web.members.people import make_administrator
from tests.web.providers.travelling import NOWHERE, Provider, set_up
from tests.web.world import World, a_world

BOSS = "hotline.fr"
PROGRAM = Path(__file__).parent / "program.py"
NAMES = ("ada", "bo", "cy", "di", "ed", "fi", "gus", "hal", "ida", "jo", "kim", "lu", "mo")
LIARS = (
    "nonce",
    "audience",
    "audiences",
    "party",
    "issuer",
    "expired",
    "future",
    "unsigned",
    "stranger",
    "shared",
    "stale",
)


@pytest.fixture(scope="module", name="provider")
def _provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    folder = tmp_path_factory.mktemp("provider")
    command = [sys.executable, str(PROGRAM), str(folder), "0", f"{ORIGIN}/sign-in/back", *NAMES, *LIARS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Provider(int(process.stdout.readline()), process)
        process.kill()


@pytest.fixture(scope="module", name="shared_world")
async def _shared_world(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> AsyncIterator[World]:
    async with a_world(tmp_path_factory.mktemp("world"), providers=(provider.origin, NOWHERE)) as world:
        await make_administrator(world, BOSS)
        boss = await Browser(world).sign_in(BOSS)
        await set_up(boss, provider)
        await boss.http.aclose()
        yield world


@pytest.fixture(name="boss")
async def _boss(browser: Open) -> Browser:
    """The administrator of the agency with the provider."""
    return await browser(BOSS)
