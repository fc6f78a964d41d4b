"""What somebody may not know of changes no byte of what they are given.

Two worlds are told: a story, and the same without what its reader may not know of. Pages, fragments, programs, the
search, counts, copies and streams have to answer alike, and a case that is not seen like one that there is not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from projections.views import Fact
from tests.projections.given.cases import PROTECTED_SIGHTING, SIGHTING, joined
from tests.projections.given.facts import PROTECTED, START
from tests.web.harness.browser import HTMX, ORIGIN
from tests.web.unseen.agencies import AUDITOR, CASES, READERS, ROLES, task_of
from tests.web.unseen.law import otherwise, seen
from tests.web.unseen.meeting import Wish, conference_of, decided_of
from tests.web.unseen.telling import Step, Story, facts_of, numbered, stories
from tests.web.unseen.twins import Seat, Twin, seat, twins
from tests.web.world import World
from web.ports import Looked

ELSEWHERE = (
    "/static/",
    "/sign",
    "/account",
    "/language",
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/openapi",
    "/api/docs",
)
"""Nothing of any case is there, or nobody is asked who they are."""

HOUSE = ("/installation",)
"""How the installation is doing, for who runs it: how far its log has come is what it is there to say."""

STREAMS = ("/live", "/api/v1/events")


@dataclass(frozen=True)
class Ask:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Both:
    """The two worlds, and everybody who reads."""

    twins: tuple[Twin, Twin]
    seats: Mapping[str, Seat]
    at: datetime
    paths: tuple[str, ...]


def addresses(world: World) -> tuple[str, ...]:
    """Every address that the application shows something at, about each case, conference and task of the stories."""
    found = []
    for route in world.app.routes:
        path = route.path_format.replace(":str", "")
        if "GET" not in getattr(route, "methods", ()) or path.startswith((*ELSEWHERE, *HOUSE, *STREAMS)):
            continue
        for case in range(len(CASES)):
            tasks = (task_of(case, 0), task_of(case, 1), decided_of(case))
            found += sorted({_filled(path, case, task) for task in tasks})
    return tuple(found)


def _filled(path: str, case: int, task: str) -> str:
    slug = "pin-fact" if "{conference_id" in path else "record-sighting"
    known = {"case_id": CASES[case], "task_id": task, "slug": slug, "agency_id": "carer-be"}
    known["conference_id"] = conference_of(case)
    for name in (part[1:-1] for part in path.split("/") if part.startswith("{")):
        path = path.replace(f"{{{name}}}", known.get(name, f"{1:032x}"))
    return path


@pytest.fixture(name="both", scope="module")
async def _both(shared_world: World) -> AsyncIterator[Both]:
    seats = {each: await seat(shared_world, each.replace("-", ".")) for each in (*READERS, "carer-be")}
    async with twins(shared_world) as pair:
        yield Both(pair, seats, shared_world.clock.now(), addresses(shared_world))


def looks_at(facts: list[Fact], at: datetime) -> list[Looked]:
    """That every agency of each case opened it."""
    cases = {fact.originator.split(".")[1]: fact.meta.agency for fact in facts if fact.name == "CaseOpened"}
    return [
        Looked(kind="opened", member=f"{by}-1", agency=by, case=case, what="timeline", why="duty", at=at, position=1)
        for case, by in cases.items()
    ]


def told(both: Both, story: Story) -> None:
    """Tell the one world everything, and the other what the reader may know of, in other words where they read none."""
    facts = facts_of(story, both.at - START - timedelta(hours=2))
    less = numbered(otherwise(seen(facts, story.reader), story.reader))
    for twin, its in zip(both.twins, (facts, less), strict=True):
        twin.tell(its, looks_at(its, both.at))


def asks(both: Both) -> tuple[Ask, ...]:
    """Everything that can be asked for: each address, some of them in another way, and the search."""
    pages = [Ask("GET", path) for path in (*both.paths, *OTHERWISE, *ROUND)]
    parts = [Ask("GET", path, HTMX) for path in ("/board", "/board?scope=all", *(f"/cases/{case}" for case in CASES))]
    sought = [
        Ask("POST", "/search", FORM, f"words={words}".encode()) for words in ("BE-2026", "0002", "search", "police")
    ]
    return (*pages, *parts, *sought)


FORM = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", "origin": ORIGIN}
OTHERWISE = (
    *("/board?scope=all", "/board?scope=all&view=columns", "/cases?order=risk", "/audit?kind=risk"),
    *(f"/cases/{case}{how}" for case in CASES for how in ("?timeline=all", "/timeline?timeline=all", "?kind=risk")),
    *(f"/audit/looked/copy?month=2026-11&form={form}" for form in ("csv", "jsonl")),
    "/api/v1/board?state=completed",
)
TABLE = f"/cases/{CASES[0]}/conferences/{conference_of(0)}"
ROUND = (
    *(f"{TABLE}{what}" for what in ("/room", "/room?wall=on", "/room?at=decisions", "/room?at=record", "/room?at=map")),
    *(f"{TABLE}/do/{what}" for what in ("pin-fact", "record-dissent?decision=1", "draft-minutes", "freeze-view")),
    *(f"/cases/{CASES[0]}/papers/{what}?conference={conference_of(0)}" for what in ("brief", "minutes")),
    *(f"/cases/{CASES[0]}/conferences", f"/tasks/{decided_of(0)}", f"{TABLE}/invitation.ics", f"{TABLE}?from=room"),
)
"""What there is around a table, of which one is asked for in each example."""

ALWAYS = (
    *(f"/cases/{CASES[0]}?timeline=all", f"/api/v1/cases/{CASES[0]}", f"/api/v1/cases/{CASES[0]}/timeline"),
    *("/home", "/cases", "/board?scope=all", f"/tasks/{task_of(0, 0)}", TABLE),
)
"""What is asked for in every example: where most of a case is shown."""

SOME = 4
"""So many of all other things are asked for in one example; over the examples all of them come."""


async def compare(both: Both, story: Story, asked: Iterable[Ask]) -> None:
    """Hold both worlds to the same bytes."""
    told(both, story)
    for ask in asked:
        headers = {**both.seats[story.reader].headers(ask.path), **ask.headers}
        if ask.method == "POST":
            headers["x-csrftoken"] = both.seats[story.reader].csrf
        one, other = [await twin.ask(ask.method, ask.path, headers, ask.body) for twin in both.twins]
        assert (ask.path, one) == (ask.path, other)
        assert one.status < 500


# Some ten seconds; `make soak` looks for longer. What fails is made small, and not explained: that takes minutes.
MANY = settings(max_examples=min(50, settings().max_examples), phases=set(Phase) - {Phase.explain})


TAKEN_AWAY = Story(
    (
        *(Step(0, joined(agency, ROLES[agency]), "carer-be") for agency in ("police-be", "asylum-be")),
        Step(0, PROTECTED_SIGHTING, "carer-be", PROTECTED),
        *(Wish(0, what) for what in ("call", "there", "begin")),
        *(Wish(0, what, who=1, which=1) for what in ("pin", "unpin")),
        *(Wish(0, what) for what in ("decide", "dissent", "end", "draft", "approve")),
    ),
    "asylum-be",
)
"""That something told in confidence was talked about, and then was not, at a table where not everybody may know it."""


# Which ones stands in numbers: what is drawn has to be drawn before the test begins to wait.
@MANY
@given(stories(), st.lists(st.integers(0, 10_000), min_size=SOME, max_size=SOME))
async def test_nothing_that_is_not_seen_changes_an_answer(both: Both, story: Story, some: list[int]) -> None:
    everything = asks(both)
    chosen = [everything[number % len(everything)] for number in some[1:]]
    chosen += [Ask("GET", ROUND[some[0] % len(ROUND)])]
    await compare(both, story, (*(Ask("GET", path) for path in ALWAYS), *chosen))


@given(stories(), st.sampled_from(("/live", "/live?after=bookmark", "/api/v1/events", "/api/v1/events?after=bookmark")))
async def test_nothing_that_is_not_seen_changes_the_news(both: Both, story: Story, path: str) -> None:
    told(both, story)
    headers = both.seats[story.reader].headers(path)

    one, other = [await twin.listen(path, headers) for twin in both.twins]

    assert one == other
    assert one.status == 200


@pytest.mark.soak
@settings(max_examples=300)
@given(stories(40))
async def test_nothing_that_is_not_seen_changes_anything_in_long_stories(both: Both, story: Story) -> None:
    await compare(both, story, asks(both))


@pytest.mark.parametrize("reader", ["asylum-be", "police-fr", AUDITOR])
async def test_what_was_pinned_and_is_no_more_is_nowhere_around_the_table(both: Both, reader: str) -> None:
    await compare(both, replace(TAKEN_AWAY, reader=reader), (Ask("GET", path) for path in (*ALWAYS, *ROUND)))


def test_who_may_not_know_of_a_pin_is_told_the_rest_of_the_conference() -> None:
    facts = [fact for fact in facts_of(TAKEN_AWAY, timedelta(0)) if CASES[0] in fact.originator]

    hidden = [fact.name for fact in facts if fact not in seen(facts, TAKEN_AWAY.reader)]

    assert hidden == ["ProtectedSightingRecorded", "FactPinned", "FactUnpinned"]
    assert {"DecisionTaken", "TaskOpened", "DissentRecorded", "MinutesDrafted"} <= {fact.name for fact in facts}


async def test_what_is_seen_does_change_an_answer(both: Both) -> None:
    nothing, more = Story((), "carer-be"), Story((Step(0, SIGHTING, "carer-be"),), "carer-be")
    for twin, story in zip(both.twins, (nothing, more), strict=True):
        twin.tell(facts_of(story, both.at - START - timedelta(hours=2)), ())
    headers = both.seats["police-be"].headers, both.seats["carer-be"].headers

    for path in (f"/cases/{CASES[0]}", f"/api/v1/cases/{CASES[0]}/timeline"):
        outside, inside = [[await twin.ask("GET", path, of(path)) for twin in both.twins] for of in headers]
        assert outside[0] == outside[1]
        assert inside[0] != inside[1]

    heard = [await twin.listen("/api/v1/events", both.seats["carer-be"].program) for twin in both.twins]
    assert [b"SightingRecorded" in each.body for each in heard] == [False, True]
