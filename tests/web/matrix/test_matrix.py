"""Every route × every role × how its agency stands to a case, compared with tables written by hand.

The routes come from the application: one that is in no table fails by name. What is compared is the status that
answers a plain request, or an empty form; what is in an answer is held by ``tests/web/unseen``. One world, and one
session for each person.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.web.harness.browser import ORIGIN, Browser
from tests.web.harness.program import Program
from tests.web.matrix.standing import (
    ERASED,
    MEMBERS,
    OWN,
    ROLES,
    STANDINGS,
    Placed,
    appoint,
    erased_case,
    name_of,
    stood,
)
from tests.web.matrix.tables import HOUSE, OF_CASES, SENT, UNASKED
from tests.web.world import World
from web.pages.looking.looked import months

FILLED = {
    "slug": "record-sighting",
    "action": "note",
    "agency_id": "carer-be",
    "code": "en",
    "name": "be",
    "member_id": "protection-be",
}
"""What stands in an address, where it is more than an identifier of nothing."""

LAST = months(datetime.now(UTC))[1]
QUERIES = {
    "/audit/looked/copy": "?month=2026-11",
    "/audit/log/copy": f"?month={LAST}&form=csv",
    "/cases/{case_id}/log/copy": "?form=csv",
    "/statistics/copy": f"?month={LAST}",
}
NOTHING = "1" * 32


@dataclass(frozen=True)
class Seat:
    """Somebody who is signed in, in a browser and with a program."""

    browser: Browser
    program: Program
    csrf: str
    facts: Mapping[str, str]
    """The first fact of each case."""

    async def status(self, route: str, case: str = NOTHING, task: str = NOTHING) -> int:
        """What they are answered at *route*."""
        method, pattern = route.split()
        path = pattern.replace("{case_id}", case).replace("{task_id}", task)
        filled = {**FILLED, "fact_id": self.facts.get(case, NOTHING)}
        filled["action"] = "record-sighting" if path.startswith("/api/v1/cases") else filled["action"]
        path = re.sub(r"\{(\w+)\}", lambda found: filled.get(found[1], NOTHING), path) + QUERIES.get(pattern, "")
        if path.startswith("/api/"):
            answer = await self.program.http.request(method, path, json={} if method == "POST" else None)
        elif method == "POST":
            headers = {"sec-fetch-site": "same-origin", "origin": ORIGIN}
            answer = await self.browser.http.post(path, data={"_csrf_token": self.csrf}, headers=headers)
        else:
            answer = await self.browser.http.get(path)
        return answer.status_code


async def sit(world: World, name: str, facts: Mapping[str, str]) -> Seat:
    """Sign *name* in."""
    browser, program = await Browser(world).sign_in(name), await Program(world).sign_in(name)
    token = (await browser.http.get("/session")).json()["token"]
    return Seat(browser, program, str(token), facts)


@dataclass(frozen=True)
class Everybody:
    """Who is signed in, by role of agency or of member, and the cases of each role."""

    roles: Mapping[str, Seat]
    members: Mapping[str, Seat]
    placed: Mapping[str, Placed]
    erased: tuple[str, str]


@pytest.fixture(name="everybody", scope="module")
async def _everybody(shared_world: World) -> AsyncIterator[Everybody]:
    await appoint(shared_world)
    erased = await erased_case(shared_world)
    placed = {role: await stood(shared_world, role, erased) for role in ROLES}
    cases = {case for each in placed.values() for case in each.case.values()}
    facts = {case: (await shared_world.process.base.store.load(f"case.{case}.file"))[0].id for case in cases}
    roles = {role: await sit(shared_world, name_of(role), facts) for role in ROLES}
    members = {role: await sit(shared_world, name, facts) for role, (name, _roles) in MEMBERS.items()}
    yield Everybody(roles, members, placed, erased)
    for seat in (*roles.values(), *members.values()):
        await seat.browser.http.aclose()
        await seat.program.http.aclose()


def routes(world: World) -> list[str]:
    """Every route of the application but its files, as method and address."""
    return [
        f"{method} {path}"
        for route in world.app.routes
        if not (path := route.path_format.replace(":str", "")).startswith("/static")
        for method in sorted(set(getattr(route, "methods", ())) - {"HEAD", "OPTIONS"})
    ]


def of_a_case(route: str) -> bool:
    return "{case_id}" in route or "{task_id}" in route


def lines(table: str) -> dict[str, tuple[int, ...]]:
    """A table as it is written: method, address, and a status for each column."""
    found = {}
    for line in table.strip().splitlines():
        words = line.replace("|", " ").split()
        found[f"{words[0]} {words[1]}"] = tuple(int(word) for word in words[2:])
    return found


def laid(found: Mapping[str, tuple[int, ...]]) -> str:
    """*found* as a table is written, to be read beside it."""
    return "\n".join(f"{route:<62} {' '.join(map(str, row))}" for route, row in found.items())


@pytest.mark.parametrize("role", ROLES)
async def test_each_route_of_a_case_is_for_who_takes_part(world: World, everybody: Everybody, role: str) -> None:
    seat, placed = everybody.roles[role], everybody.placed[role]
    expected = {route: row[: len(STANDINGS)] for route, row in lines(OF_CASES).items()}

    found = {
        route: tuple([await seat.status(route, placed.case[each], placed.task[each]) for each in STANDINGS])
        for route in expected
    }

    assert laid(found) == laid(expected)


async def test_auditors_read_each_case_of_their_country_and_administrators_none(everybody: Everybody) -> None:
    placed = everybody.placed["carer"]
    expected = {route: (*row[len(STANDINGS) :], NO.get(route, 404)) for route, row in lines(OF_CASES).items()}

    found = {}
    for route in expected:
        asked = [("auditor", OWN), ("auditor", ERASED), ("administrator of the house", OWN)]
        seats = [(everybody.members[who], standing) for who, standing in asked]
        found[route] = tuple([await seat.status(route, placed.case[each], placed.task[each]) for seat, each in seats])

    assert laid(found) == laid(expected)


NO = dict.fromkeys(UNASKED, 303)
"""Addresses that lead to the case or the task, which decides."""


@pytest.mark.parametrize("who", MEMBERS)
async def test_each_route_of_no_case_is_for_who_holds_the_role(everybody: Everybody, who: str) -> None:
    place = list(MEMBERS).index(who)
    expected = {route: (row[place],) for route, row in lines(HOUSE).items()}

    found = {route: (await everybody.members[who].status(route),) for route in expected}

    assert laid(found) == laid(expected)


async def test_lists_counts_search_and_boards_hold_nothing_of_a_case_that_is_not_seen(
    world: World, everybody: Everybody
) -> None:
    for role, seat in everybody.roles.items():
        placed = everybody.placed[role]
        hidden = [each[standing] for each in (placed.case, placed.task) for standing in ("left", "invited", "foreign")]
        hidden += [world.reference(placed.case["foreign"])]
        shown = ("/board?show=team&all=1", "/cases", "/home", "/search", "/audit", "/retention")
        texts = [(await seat.browser.http.get(path)).text for path in shown]
        texts += [(await seat.program.http.get(path)).text for path in ("/api/v1/board", "/api/v1/cases")]
        assert [each for each in hidden for text in texts if each in text] == [], role


async def test_no_route_is_missing_from_the_tables(world: World) -> None:
    known = set(lines(OF_CASES)) | set(lines(HOUSE)) | set(lines(SENT)) | ELSEWHERE

    assert set(routes(world)) - known == set()
    assert {route for route in known if of_a_case(route)} == set(lines(OF_CASES))


ELSEWHERE = frozenset({"GET /live", "GET /api/v1/events"})
"""Streams do not end by themselves; who hears what there is held by ``tests/web/unseen`` and ``tests/web/live``."""
