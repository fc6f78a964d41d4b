"""The fan-out of news to open pages: a slow one holds up nobody, and is told to look again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from domain.envelope import Audience
from tests.projections.given.cases import OPENED, POLICE
from tests.projections.given.facts import CASE, FILE, Log
from web.live import QUEUE, Hub, News


def everything(news: News) -> News | None:
    return news


async def reader(hub: Hub) -> AsyncIterator[Sequence[News] | None]:
    """A reader that has begun: it was told to look again."""
    news = hub.listen("all", everything, lambda: None)
    assert await anext(news) == ()
    return news


async def test_a_reader_hears_each_fact_with_its_place() -> None:
    hub, log = Hub(), Log()
    news = await reader(hub)

    hub.publish(1, log.tell(FILE, OPENED))

    assert await anext(news) == (News(1, "CaseOpened", CASE, None, Audience(), "police-be", id="event-1"),)


async def test_what_nobody_wants_to_hear_wakes_nobody() -> None:
    hub, log = Hub(), Log()
    news = hub.listen("some", lambda told: told if told.name == "AgencyJoined" else None, lambda: None)
    await anext(news)

    hub.publish(1, log.tell(FILE, OPENED))
    hub.publish(2, log.tell(FILE, POLICE))

    told = await anext(news)
    assert told is not None
    assert [each.position for each in told] == [2]


async def test_a_reader_that_is_too_slow_is_told_to_look_again_and_then_goes_on() -> None:
    hub, log = Hub(), Log()
    slow = await reader(hub)

    hub.publish(0, log.tell(FILE, *[OPENED] * (QUEUE + 1)))

    assert await anext(slow) == ()
    hub.publish(0, log.tell(FILE, POLICE))
    told = await anext(slow)
    assert told is not None
    assert [each.name for each in told] == ["AgencyJoined"]


async def test_a_slow_reader_holds_up_nobody_else() -> None:
    hub, log = Hub(), Log()
    await reader(hub)
    quick = await reader(hub)

    for _ in range(QUEUE + 1):
        hub.publish(0, log.tell(FILE, OPENED))
        assert await anext(quick)


async def test_a_reader_is_forgotten_when_it_goes() -> None:
    hub = Hub()
    news = hub.listen("all", everything, lambda: None)
    await anext(news)

    await news.aclose()  # type: ignore[attr-defined]

    assert hub.readers == 0


async def test_everybody_is_told_that_the_process_stops() -> None:
    hub = Hub()
    news = await reader(hub)

    hub.close()

    assert [told async for told in news] == []


async def test_who_may_hear_is_decided_once_for_all_with_the_same_eyes() -> None:
    hub, log, asked = Hub(), Log(), list[News]()

    def hear(news: News) -> News | None:
        asked.append(news)
        return news

    readers = [hub.listen("police", hear, lambda: None) for _ in range(3)]
    for each in readers:
        await anext(each)

    hub.publish(1, log.tell(FILE, OPENED))
    told = [await anext(each) for each in readers]

    assert len(asked) == 1
    assert told[0] is not None
    assert all(each is told[0] for each in told)


async def test_others_eyes_hear_something_else() -> None:
    hub, log = Hub(), Log()
    police = hub.listen("police", everything, lambda: None)
    asylum = hub.listen("asylum", lambda told: told if told.name == "AgencyJoined" else None, lambda: None)
    await anext(police)
    await anext(asylum)

    hub.publish(1, log.tell(FILE, OPENED))
    hub.publish(2, log.tell(FILE, POLICE))

    assert [each.position for each in await anext(police) or ()] == [1, 2]
    assert [each.position for each in await anext(asylum) or ()] == [2]
