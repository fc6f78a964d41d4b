"""Publishing a playbook, and which version a case goes by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from msgspec.structs import replace

from domain.case import events as e
from domain.codes import Country
from domain.context import SYSTEM_AGENCY
from domain.envelope import Recorded
from domain.events import Event
from domain.playbook.counting import NoHolidays
from domain.playbook.library import Library, RulesUnknown, Unreadable
from domain.playbook.publishing import refusals as r
from domain.playbook.publishing.commands import PublishPlaybook
from domain.playbook.publishing.decider import DECIDER, originator
from domain.playbook.publishing.events import PlaybookPublished
from domain.playbook.rules import Playbook, Playbooks
from domain.playbook.state import CaseSoFar
from domain.privacy import NOTHING
from infra.calendars import PublicHolidays
from infra.publishing import NotPublished, library, publish
from tests.domain.cast import ADMIN, CARER, LANTERN
from tests.domain.given_when_then import Stories
from tests.playbook.rehearsal import Rehearsal
from tests.playbook.story import FOLDER, SHIPPED, START, Story, absent, duties, playbook, rule
from tests.playbook.test_loading import BRING_IN, HEAD, RULE

WEEKENDS = NoHolidays()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = HEAD + BRING_IN + RULE
FIRST = PublishPlaybook(playbook="common", version="1", digest="a" * 64, text=TEXT)
PUBLISHED = PlaybookPublished(
    playbook="common", version="1", digest="a" * 64, valid_from=None, valid_to=None, text=TEXT
)
NEXT = replace(FIRST, version="2", digest="b" * 64, valid_from=date(2027, 1, 1))
books = Stories(DECIDER)


def test_a_version_is_published_once() -> None:
    books.given().when(FIRST, by=LANTERN).then(PUBLISHED)
    books.given(PUBLISHED).when(FIRST, by=ADMIN).then_nothing_happened()
    books.given(absent()).when(FIRST, by=ADMIN).then(PUBLISHED)


def test_a_published_version_never_changes() -> None:
    other = replace(FIRST, digest="c" * 64)

    books.given(PUBLISHED).when(other, by=LANTERN).then_refused(r.PublishedVersionStays, "version")


def test_only_who_runs_lantern_publishes() -> None:
    books.given().when(FIRST, by=CARER).then_refused(r.NotYoursToPublish)


def test_versions_follow_each_other_in_the_order_of_their_validity() -> None:
    later = replace(PUBLISHED, version="2", digest="b" * 64, valid_from=date(2027, 1, 1))
    third = replace(NEXT, version="3", digest="c" * 64)

    books.given(PUBLISHED).when(NEXT, by=LANTERN).then(later)
    for begins in (None, date(2026, 12, 31)):
        story = books.given(PUBLISHED, later).when(replace(third, valid_from=begins), by=LANTERN)
        story.then_refused(r.ValidityOverlaps, "valid_from")


def published(*versions: tuple[PlaybookPublished, datetime], of: Library | None = None) -> Library:
    known = of or Library(read, PublicHolidays())
    for event, at in versions:
        known.learn(recorded(event, at))
    return known


def recorded(event: Event, at: datetime, position: int | None = None) -> Recorded[Event]:
    """*event*, in the log before or after the case of a story where *at* is before or after its start."""
    fact = Story("carer.it").facts[0]
    where = (at - START) // timedelta(minutes=1) if position is None else position
    return replace(fact, originator=originator("common"), event=event, recorded_at=at, position=where)


def read(event: PlaybookPublished) -> Playbook:
    """The rule of version n gives n hours."""
    return playbook(rule(within=int(event.version) * HOUR), id=event.playbook, version=event.version)


def version(number: int, **changes: object) -> PlaybookPublished:
    return replace(PUBLISHED, version=str(number), **changes)


def hours(known: Library, moved: Sequence[e.CaseMovedToPlaybook] = ()) -> list[object]:
    """How many hours the police have after an absence, for a case opened a minute after :data:`START`."""
    story = Story("carer.it", "police.it", playbooks=known)
    for event in moved:
        story.tell(event, by=SYSTEM_AGENCY)
    tasks = duties(story.tell(absent(), by="carer.it"))
    return [(task.due_at - story.now) // HOUR for task in tasks.values() if task.due_at is not None]


def test_a_case_goes_by_the_version_that_was_valid_when_it_was_opened() -> None:
    earlier, later = (version(1), START - DAY), (version(2), START + HOUR)

    assert hours(published(earlier, later)) == [1]
    assert hours(published(earlier, (version(2), START))) == [2]
    assert hours(published((version(2), START + HOUR), (version(3), START + DAY))) == [2]
    assert hours(published((version(1), START - DAY), (version(1), START))) == [1]


def test_the_order_of_the_log_decides_and_not_the_clock_of_the_machine_that_published() -> None:
    known = published((version(1), START - DAY))
    known.learn(recorded(version(2), START + DAY, position=0))
    known.learn(recorded(version(3), START - HOUR, position=99))

    assert hours(known) == [2]


def test_what_is_no_playbook_teaches_no_rules() -> None:
    known = published((version(1), START - DAY))
    known.learn(recorded(absent(), START, position=9))

    assert hours(known) == [1]


def test_a_version_holds_from_and_until_the_days_it_names() -> None:
    first = (version(1), START - DAY)

    assert hours(published(first, (version(2, valid_from=date(2026, 3, 2)), START - DAY))) == [2]
    assert hours(published(first, (version(2, valid_from=date(2026, 3, 3)), START - DAY))) == [1]
    assert hours(published((version(1, valid_to=date(2026, 3, 3)), START - DAY))) == [1]
    assert hours(published((version(1, valid_to=date(2026, 3, 2)), START - DAY))) == []


def test_a_playbook_that_was_published_ahead_gives_no_rules_before_it_is_valid() -> None:
    ahead = version(1, valid_from=date(2026, 3, 3))

    assert hours(published((ahead, START - DAY))) == []
    assert hours(published((ahead, START + HOUR))) == [1]


def test_a_playbook_of_a_country_that_came_later_changes_no_case_that_runs() -> None:
    another = (version(1, playbook="be"), START + HOUR)
    ended = version(1, valid_to=date(2026, 3, 2))

    assert hours(published(another, of=published((ended, START - DAY)))) == []
    assert hours(published(another, of=published((ended, START + HOUR)))) == [1]


def test_a_layer_that_rules_went_over_to_doubles_nothing_in_a_case_older_than_every_publication() -> None:
    first, second = (version(1), START + HOUR), (version(2), START + DAY)
    layer = (version(1, playbook="european"), START + DAY + HOUR)

    for known in (published(first, second, layer), published(layer, first, second)):
        held = known.of(Story("carer.it").case).playbooks
        assert [(one.id, one.version) for one in held] == [("common", "1")]


def test_a_case_is_moved_to_a_version_that_was_published_and_to_no_other() -> None:
    known = published((version(1), START - DAY), (version(2), START + DAY))
    move = e.CaseMovedToPlaybook(playbook="common", version="2", reason=NOTHING)

    assert hours(known, [move]) == [2]
    assert hours(known, [replace(move, version="7")]) == [1]


def test_a_case_that_is_moved_keeps_what_was_opened_and_gets_what_is_new() -> None:
    known = Library(both, PublicHolidays())
    published((version(1), START - DAY), (version(2), START + DAY), of=known)
    story = Story("carer.it", "police.it", playbooks=known)
    before = duties(story.tell(absent(), by="carer.it"))

    after = story.tell(e.CaseMovedToPlaybook(playbook="common", version="2", reason=NOTHING), by=SYSTEM_AGENCY)

    assert list(before) == [("police.it", "look")]
    assert list(duties(after)) == [("police.it", "look-again")]
    assert after[0].context.playbook is not None
    assert after[0].context.playbook.version == "2"


def both(event: PlaybookPublished) -> Playbook:
    added = rule(id="again", code="look-again")
    return playbook(*((rule(), added) if event.version == "2" else (rule(),)), version=event.version)


def test_a_fixed_set_of_rules_holds_for_every_case() -> None:
    fixed = Playbooks([playbook(rule())])
    fixed.learn(recorded(PUBLISHED, START))

    assert fixed.of(Story("carer.it").case) is fixed


async def test_a_start_publishes_what_is_new_and_another_start_nothing() -> None:
    lantern = Rehearsal()

    known = await publish(lantern.store, FOLDER, lantern.clock)
    last = await lantern.store.last_position()
    again = await publish(lantern.store, FOLDER, lantern.clock)

    assert last == len(SHIPPED.playbooks) == await lantern.store.last_position()
    assert [one.id for one in again.of(Story("carer.it").case).playbooks] == [one.id for one in SHIPPED.playbooks]
    assert known.of(Story("carer.it").case).playbooks == SHIPPED.playbooks


async def test_a_changed_file_under_its_old_version_is_refused_with_its_name(tmp_path: Path) -> None:
    lantern = Rehearsal()
    (tmp_path / "common.toml").write_text(TEXT)
    await publish(lantern.store, tmp_path, lantern.clock)
    (tmp_path / "common.toml").write_text(TEXT.replace('"1h"', '"2h"'))

    with pytest.raises(NotPublished, match=r"common\.toml: Version 1 was published with other content"):
        await publish(lantern.store, tmp_path, lantern.clock)


def of_a_newer_release(event: PlaybookPublished) -> Playbook:
    if event.version == "2":
        raise Unreadable
    return read(event)


def test_a_case_by_a_version_that_this_release_cannot_read_has_rules_that_are_unknown() -> None:
    known = published((version(1), START - DAY), (version(2), START + DAY), of=Library(of_a_newer_release, WEEKENDS))
    move = e.CaseMovedToPlaybook(playbook="common", version="2", reason=NOTHING)

    assert hours(known) == [1]
    assert known.unreadable == (("common", "2"),)
    with pytest.raises(RulesUnknown, match="common 2"):
        hours(known, [move])


def test_a_case_that_nothing_was_told_of_needs_no_rules() -> None:
    known = published((version(2), START + DAY), of=Library(of_a_newer_release, WEEKENDS))

    with pytest.raises(RulesUnknown):
        known.of(CaseSoFar())
    with pytest.raises(RulesUnknown):
        Story("carer.it", playbooks=known)


@pytest.mark.parametrize("text", ["", "id = 1", TEXT + 'weather = "rain"', TEXT.replace("AbsenceNoticed", "")])
def test_a_published_text_that_a_newer_release_wrote_is_held_and_told(text: str) -> None:
    with structlog.testing.capture_logs() as told:
        known = library([recorded(replace(PUBLISHED, text=text), START), recorded(version(2), START)])

    assert known.unreadable == (("common", "1"),)
    assert known.find("common", "2") is not None
    assert [(line["event"], line["playbook"], line["version"]) for line in told] == [
        ("playbook_unreadable", "common", "1")
    ]


def test_a_check_that_was_added_later_does_not_make_a_published_text_unreadable() -> None:
    unchecked = TEXT.replace('closes_on = ["ChildLocated"]', "closes_on = []")

    known = library([recorded(replace(PUBLISHED, text=unchecked), START)])

    assert known.find("common", "1") is not None


def test_the_calendar_of_its_country_says_when_a_day_begins() -> None:
    greek = Library(lambda event: playbook(rule(), version=event.version, country=Country.GR), PublicHolidays())
    begins = (version(2, valid_from=date(2026, 3, 3)), START - DAY)
    published((version(1), START - DAY), begins, of=greek)
    opened = replace(Story("carer.it").case, opened_at=datetime(2026, 3, 2, 22, 0, tzinfo=UTC))

    (chosen,) = greek.of(opened).playbooks

    assert chosen.version == "2"
