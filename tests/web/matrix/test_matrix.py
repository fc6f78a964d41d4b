"""Every route × every role × how its agency stands to a case, compared with a table written by hand.

The routes come from the application: one that is in no row fails by name. What is compared is the answer's status;
what is in an answer is held by the tests of each page. One world, one session for each person.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import reduce

import pytest

from domain.case import commands as c
from domain.codes import Country, Role
from tests.web.harness.browser import Browser
from tests.web.harness.program import Program
from tests.web.world import World, agency

ROLES = ("police", "guardian", "carer", "protection", "hotline", "asylum", "chair")
"""Who takes part in cases; an auditor reads them, an administrator does not."""

OWN, JOINED, LEFT, FOREIGN = "own", "joined", "left", "foreign"
STANDINGS = (OWN, JOINED, LEFT, FOREIGN)

SEEN, NOT, SENT = 200, 404, 303


@dataclass(frozen=True)
class Row:
    """What a route of a case answers by standing: to who takes part in cases, and to an auditor of the country."""

    working: tuple[int, int, int, int]
    auditor: int


INSIDE = (SEEN, SEEN, NOT, NOT)
NOBODY = (NOT, NOT, NOT, NOT)

TABLE: Mapping[str, Row] = {
    # pages
    "/cases/{case}": Row(INSIDE, SEEN),
    "/cases/{case}?timeline=all": Row(INSIDE, SEEN),
    "/cases/{case}?view=lanes": Row(INSIDE, SEEN),
    "/cases/{case}/looked": Row(INSIDE, SEEN),
    "/cases/{case}/then": Row(INSIDE, SEEN),
    "/cases/{case}/playbook": Row(INSIDE, SEEN),
    "/cases/{case}/checklist": Row(INSIDE, SEEN),
    "/cases/{case}/identity": Row((SENT, SENT, SENT, SENT), SENT),  # Leads to the case, which decides.
    "/cases/{case}/photos": Row(INSIDE, SEEN),
    "/cases/{case}/photos/no-photo": Row(NOBODY, NOT),  # What there is, is in the tests of photos.
    "/cases/{case}/facts/no-fact": Row(NOBODY, NOT),  # What there is, is in the tests of rights.
    "/cases/{case}/facts/no-fact/dispute": Row((SENT, SENT, SENT, SENT), SENT),  # Leads to the fact, which decides.
    "/cases/{case}/subject": Row(INSIDE, SEEN),
    "/cases/{case}/subject/no-request": Row(NOBODY, NOT),  # For one officer only: in the tests of rights.
    "/cases/{case}/subject/no-request/grant": Row((SENT, SENT, SENT, SENT), SENT),  # Leads to the request.
    "/cases/{case}/subject/no-request/copy": Row(NOBODY, NOT),
    "/cases/{case}/do/leave-case": Row(INSIDE, NOT),
    "/cases/{case}/do/no-such-step": Row(NOBODY, NOT),
    "/emergency/{case}": Row(NOBODY, NOT),  # Nobody here took emergency access.
    "/tasks/{task}": Row(INSIDE, SEEN),
    "/tasks/{task}/note": Row((SENT, SENT, SENT, SENT), SENT),  # Leads to the task, which decides.
    # programs
    "/api/v1/cases/{case}": Row(INSIDE, SEEN),
    "/api/v1/cases/{case}/timeline": Row(INSIDE, SEEN),
    "/api/v1/tasks/{task}": Row(INSIDE, SEEN),
}
"""By address. The columns are own, joined, left, foreign."""


FILLED = (
    ("{case_id}", "{case}"),
    ("{task_id}", "{task}"),
    ("{slug}", "leave-case"),
    ("{action}", "note"),
    ("{fact_id}/{step}", "no-fact/dispute"),
    ("{fact_id}", "no-fact"),
    ("{request_id}/{step}", "no-request/grant"),
    ("{request_id}", "no-request"),
    ("{photo_id}", "no-photo"),
)
"""What stands in the table in the place of a part of an address."""


@dataclass(frozen=True)
class Placed:
    """A case and a task in it for each way to stand to one."""

    case: Mapping[str, str]
    task: Mapping[str, str]


def name_of(role: str) -> str:
    return f"{role}.be"


async def stood(world: World, role: str) -> Placed:
    """The cases that the agency of *role* opened, joined, left, and has nothing to do with."""
    me, other = name_of(role), "carer2.be" if role != "carer" else "police2.be"
    part = c.JoinAgency(agency=agency(me), role=Role(role), country=Country.BE)
    case = {OWN: await world.case(me), FOREIGN: await world.case(other)}
    for standing in (JOINED, LEFT):
        case[standing] = await world.case(other)
        await world.act(other, case[standing], part)
    await world.act(me, case[LEFT], c.LeaveCase(reason="done"))
    holder = {OWN: me, JOINED: other, LEFT: other, FOREIGN: other}
    return Placed(case, {each: await world.task(case[each], holder[each]) for each in STANDINGS})


@pytest.fixture(name="seats", scope="module")
async def _seats(shared_world: World) -> AsyncIterator[Mapping[str, tuple[Browser, Program, Placed]]]:
    """Everybody, signed in, with their cases."""
    for role in ROLES:
        await shared_world.enrol(name_of(role))
    found = {}
    for role in ROLES:
        me = name_of(role)
        found[role] = (
            await Browser(shared_world).sign_in(me),
            await Program(shared_world).sign_in(me),
            await stood(shared_world, role),
        )
    yield found
    for browser, program, _placed in found.values():
        await browser.http.aclose()
        await program.http.aclose()


async def answered(browser: Browser, program: Program, address: str, placed: Placed, standing: str) -> int:
    path = address.format(case=placed.case[standing], task=placed.task[standing])
    http = program.http if path.startswith("/api/") else browser.http
    return (await http.get(path)).status_code


@pytest.mark.parametrize("role", ROLES)
async def test_each_route_of_a_case_is_for_who_takes_part(
    seats: Mapping[str, tuple[Browser, Program, Placed]], role: str
) -> None:
    browser, program, placed = seats[role]

    found = {
        address: tuple([await answered(browser, program, address, placed, each) for each in STANDINGS])
        for address in TABLE
    }

    assert found == {address: row.working for address, row in TABLE.items()}


@pytest.mark.parametrize(("name", "reads"), [("auditor.be", "all"), ("auditor.fr", ""), ("admin.be", "")])
async def test_each_route_of_a_case_is_read_by_its_auditors_and_not_by_administrators(
    world: World, seats: Mapping[str, tuple[Browser, Program, Placed]], name: str, reads: str
) -> None:
    await world.enrol(name)
    placed = seats["carer"][2]
    browser, program = await Browser(world).sign_in(name), await Program(world).sign_in(name)

    found = {address: await answered(browser, program, address, placed, OWN) for address in TABLE}

    assert found == {address: row.auditor if reads or row.auditor == SENT else NOT for address, row in TABLE.items()}


async def test_lists_counts_search_and_boards_hold_nothing_of_a_case_that_is_not_seen(
    world: World, seats: Mapping[str, tuple[Browser, Program, Placed]]
) -> None:
    for role, (browser, program, placed) in seats.items():
        hidden = [placed.case[each] for each in (LEFT, FOREIGN)] + [placed.task[each] for each in (LEFT, FOREIGN)]
        hidden += [world.reference(placed.case[each]) for each in (LEFT, FOREIGN)]
        texts = [
            (await browser.http.get(path)).text for path in ("/board?show=team&all=1", "/cases", "/home", "/search")
        ]
        texts += [(await program.http.get(path)).text for path in ("/api/v1/board", "/api/v1/cases")]
        assert [each for each in hidden for text in texts if each in text] == [], role


async def test_no_route_about_a_case_or_a_task_is_missing_from_the_table(world: World) -> None:
    about = {
        route.path_format.replace(":str", "")
        for route in world.app.routes
        if "{case_id" in route.path_format or "{task_id" in route.path_format
        if "GET" in getattr(route, "methods", ())
    }
    listed = {address.partition("?")[0] for address in TABLE}
    named = {reduce(lambda told, each: told.replace(*each), FILLED, path) for path in about}

    assert named - listed == set()
