"""How many requests somebody may send, and whom they are counted for."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import pytest

from tests.web.world import PASSWORD, World
from web.access.address import told
from web.access.pacing import MOST, Pace
from web.access.viewer import COOKIE
from web.app import create_app

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PROXIES = [ipaddress.ip_network(each) for each in ("10.0.0.0/8", "fd00::/8")]


def test_who_asks_for_more_than_is_let_through_waits_and_goes_on() -> None:
    pace = Pace(2, at_once=3)

    waits = [pace.wait("a", NOW) for _ in range(4)]

    assert waits == [0, 0, 0, 1]
    assert pace.wait("b", NOW) == 0
    assert pace.wait("a", NOW + timedelta(seconds=1)) == 0


def test_what_costs_as_much_as_several_waits_for_as_many() -> None:
    pace = Pace(2, at_once=5)

    assert [pace.wait("a", NOW, 3), pace.wait("a", NOW, 3), pace.wait("a", NOW, 2)] == [0, 1, 0]


def test_a_clock_that_goes_back_gives_nobody_more_and_keeps_nobody_out() -> None:
    pace = Pace(2, at_once=1)
    pace.wait("a", NOW)

    assert pace.wait("a", NOW - timedelta(days=1)) == 1
    assert pace.wait("a", NOW) == 0


def test_so_many_senders_are_remembered_and_no_more() -> None:
    pace = Pace(1, at_once=1)

    for number in range(MOST + 10):
        pace.wait(str(number), NOW)

    assert len(pace._left) == MOST


@pytest.mark.parametrize(
    ("near", "headers", "address"),
    [
        ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, unknown"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("::ffff:10.0.0.1", ["2001:db8:1:2:3::4"], "2001:db8:1:2::/64"),
        ("testclient", ["203.0.113.9"], "testclient"),
    ],
)
def test_an_address_is_the_last_before_the_proxies_that_were_named(near: str, headers: list[str], address: str) -> None:
    assert told(near, headers, PROXIES) == address


@pytest.fixture(name="http")
async def _http(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that lets five requests through, and believes the machine it comes from."""
    near = (ipaddress.ip_network("127.0.0.1"),)
    settings = replace(world.services.settings, proxies=near)
    services = replace(world.services, pace=Pace(0.001, at_once=5), settings=settings)
    transport = httpx.ASGITransport(cast("Any", create_app(services)))
    async with httpx.AsyncClient(transport=transport, base_url="http://lantern.test") as http:
        yield http


async def test_an_address_that_asks_too_much_is_told_when_to_come_back(http: httpx.AsyncClient) -> None:
    answers = [await http.get("/sign-in") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "You have sent more than can be answered." in answers[-1].text
    assert (await http.get("/sign-in", headers={"x-forwarded-for": "203.0.113.9"})).status_code == 200
    assert (await http.get("/healthz")).status_code == 200


async def test_an_account_is_counted_wherever_it_comes_from_and_keeps_no_other_out(
    world: World, http: httpx.AsyncClient
) -> None:
    for name in ("police.be", "carer.be"):
        fields = {"email": f"{name}@test.example", "password": PASSWORD}
        http.cookies.clear()
        assert (await http.post("/sign-in", data=fields)).status_code == 303
        assert COOKIE in http.cookies
        places = [{"x-forwarded-for": f"203.0.113.{number}"} for number in range(6)]
        answers = [(await http.get("/session", headers=place)).status_code for place in places]
        assert answers == [answers[0]] * 5 + [429]


async def test_a_network_of_one_customer_counts_as_one_address_also_where_no_proxy_was_named(world: World) -> None:
    app = cast("Any", create_app(replace(world.services, pace=Pace(0.001, at_once=5))))
    answers = []
    for number in range(6):
        transport = httpx.ASGITransport(app, client=(f"2001:db8:1:2::{number}", 4_711))
        async with httpx.AsyncClient(transport=transport, base_url="http://lantern.test") as http:
            answers.append((await http.get("/sign-in")).status_code)

    assert answers == [200] * 5 + [429]
