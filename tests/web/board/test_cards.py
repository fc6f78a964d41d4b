from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from domain.codes import Country, RiskLevel, Role, Urgency
from infra.clock import RandomIds
from web.access.viewer import Viewer
from web.answers import cards
from web.proofs.ports import Session
from web.shown.tasks import TaskCard
from web.texts import times

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> None:
    times.use("UTC", NOW)


def viewer(csrf: str = "token-one") -> Viewer:
    session = Session(token="t", member="m", agency="a", csrf=csrf, started_at=NOW, proven_at=NOW, expires_at=NOW)
    return Viewer(
        member_id="m",
        name="",
        agency_id="a",
        agency_name="",
        role=Role.POLICE,
        country=Country.BE,
        zone="UTC",
        roles=(),
        session=session,
    )


def a_task(**changed: Any) -> TaskCard:
    known: dict[str, Any] = dict.fromkeys(TaskCard.__struct_fields__, None)
    known |= {"id": RandomIds().new(), "urgency": Urgency.LATER, "risk": RiskLevel.LOW, "history": (), "outcomes": ()}
    return TaskCard(**known | {"due_at": NOW + timedelta(hours=3)} | changed)


class Template:
    """The template's way, with everything in it that differs from page to page."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> cards.Write:
        blanks: dict[str, Any] = cards.blanks()
        return lambda task: self._card(task, blanks)

    def _card(self, task: TaskCard, blanks: dict[str, Any]) -> str:
        self.times += 1
        return f"{task.version} {blanks['csrf_token']} {blanks['new_key']()} {blanks['due_words'](task.due_at)}"


def keys() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"key-{next(numbers)}"


def test_a_card_is_written_once_while_it_looks_the_same() -> None:
    template, task = Template(), a_task(version=1)

    for _ in range(3):
        cards.written(viewer(), keys(), template)([task])

    assert template.times == 1


def test_a_card_that_changed_is_written_anew() -> None:
    template, task = Template(), RandomIds().new()

    pages = [cards.written(viewer(), keys(), template)([a_task(id=task, version=version)]) for version in (1, 2)]

    assert [page.split()[0] for page in pages] == ["1", "2"]


def test_all_cards_of_a_page_have_one_key() -> None:
    cards_of = cards.written(viewer(), keys(), Template())

    text = cards_of([a_task(version=1)]) + cards_of([a_task(version=2)])

    assert [word for word in text.split() if word.startswith("key")] == ["key-1"] * 2


def test_each_page_has_its_own_token_keys_and_time_left() -> None:
    template, task = Template(), a_task(version=1)

    first = cards.written(viewer(), keys(), template)([task])
    times.use("UTC", NOW + timedelta(hours=1))
    second = cards.written(viewer("token-two"), lambda: "key-9", template)([task])

    assert first == "1 token-one key-1 Due in 3 h"
    assert second == "1 token-two key-9 Due in 2 h"


def test_nothing_of_somebody_else_stays_in_a_kept_card() -> None:
    template, task = Template(), a_task(version=1)

    cards.written(viewer("their-token"), keys(), template)([task])

    assert "their-token" not in cards.written(viewer(), keys(), template)([task])
    assert not any("their-token" in text for text in cards._kept.values())
