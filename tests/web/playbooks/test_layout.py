"""Where a flowchart draws what: nothing on top of anything, nothing twice, and no arrow to nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest

from domain.codes import Country
from domain.playbook.rules import Phase
from tests.playbook.story import SHIPPED
from web.playbooks.drawing.chart import chart_of, drawn
from web.playbooks.drawing.flow import Item, groups_of, links_of
from web.playbooks.drawing.layout import Box, Layout, lay_out
from web.playbooks.drawing.lines import broken, width_of
from web.playbooks.reading import name_of, placed_in


@pytest.fixture(name="picture", params=list(Country), scope="module")
def _picture(request: pytest.FixtureRequest) -> Layout:
    """The flowchart of each country, by the rules that are shipped."""
    return drawn(SHIPPED, request.param).layout


def boxes(picture: Layout) -> list[Box]:
    return [box for event in picture.events for box in (event.box, *event.duties)]


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def test_no_two_boxes_overlap_and_all_are_inside_the_picture(picture: Layout) -> None:
    found = boxes(picture)

    assert not [(one.id, other.id) for one, other in combinations(found, 2) if overlap(one, other)]
    assert all(box.x >= 0 and box.x + box.width <= picture.width for box in found)
    assert all(box.y >= 0 and box.y + box.height <= picture.height for box in found)


@pytest.mark.parametrize("country", list(Country))
def test_every_rule_is_drawn_once_beneath_the_event_that_triggers_it(country: Country) -> None:
    rules = {name_of(each.playbook, each.rule): each.rule for each in placed_in(SHIPPED, country)}
    drawn_once = Counter(box.id for event in drawn(SHIPPED, country).layout.events for box in event.duties)

    assert drawn_once == dict.fromkeys(rules, 1)
    for event in drawn(SHIPPED, country).layout.events:
        assert {rules[box.id].on for box in event.duties} == {event.group.event}
        assert {rules[box.id].phase for box in event.duties} == {event.group.phase}


def test_every_arrow_leaves_one_event_and_points_at_the_edge_of_another(picture: Layout) -> None:
    for arrow in picture.arrows:
        source, target = picture.events[arrow.source].box, picture.events[arrow.target].box
        (x, y), (to_x, to_y) = arrow.way[0], arrow.way[-1]
        assert x in {source.x, source.x + source.width}
        assert source.y <= y <= source.y + source.height
        assert to_x == target.x
        assert target.y <= to_y <= target.y + target.height


def test_no_arrow_runs_through_a_box(picture: Layout) -> None:
    found = boxes(picture)
    for arrow in picture.arrows:
        for part in parts(arrow.way):
            assert not [box.id for box in found if overlap(box, part)], arrow


def parts(way: tuple[tuple[int, int], ...]) -> Iterator[Box]:
    """The straight parts of a way as boxes without an inside."""
    for (x, y), (to_x, to_y) in pairwise(way):
        assert x == to_x or y == to_y
        yield Box("", min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))


def test_ways_to_different_events_never_share_a_track(picture: Layout) -> None:
    tracks: dict[tuple[str, int], set[int]] = {}
    for arrow in picture.arrows:
        for (x, y), (to_x, _) in pairwise(arrow.way[1:-1]):
            tracks.setdefault(("down", x) if x == to_x else ("across", y), set()).add(arrow.target)

    assert [track for track, targets in tracks.items() if len(targets) > 1] == []


def test_phases_stand_side_by_side_in_their_order_and_fit_a_screen(picture: Layout) -> None:
    assert [band.phase for band in picture.bands] == list(Phase)
    assert all(one.x + one.width <= other.x for one, other in pairwise(picture.bands))
    assert picture.width <= 1388


def item(name: str, on: str, *ends: str, phase: Phase = Phase.RESPONSE) -> Item:
    return Item(name, phase, on, ends, 1)


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    groups = groups_of([item("look", "Missed", "Told", "Found"), item("file", "Told", "Found"), item("end", "Found")])

    assert links_of(groups) == [(0, 1), (1, 2)]


def test_an_event_of_two_phases_leads_from_the_one_to_the_other_and_the_flow_can_begin_again() -> None:
    later = item("talk", "Found", "Missed", phase=Phase.AFTERCARE)
    groups = groups_of([later, item("look", "Missed", "Found"), item("tell", "Found", "Missed", phase=Phase.FOUND)])

    assert [(group.phase, group.event) for group in groups][1:] == [(Phase.FOUND, "Found"), (Phase.AFTERCARE, "Found")]
    assert links_of(groups) == [(0, 1), (1, 2), (2, 0)]


def test_without_rules_there_is_a_picture_of_nothing() -> None:
    nothing = lay_out([])

    assert (nothing.events, nothing.arrows, nothing.bands) == ([], [], [])


def test_a_title_is_broken_between_words_and_says_where_it_goes_on() -> None:
    title = "Tell everybody outside this case who was told of the loss"

    lines = broken(title, 190, 12, 4, bold=True)
    cut = broken(title, 60, 12, 2, bold=True)

    assert " ".join(lines) == title
    assert all(width_of(line, 12, bold=True) <= 190 for line in lines)
    assert len(cut) == 2
    assert cut[1].endswith("…")


def test_a_picture_is_in_the_language_of_its_reader_and_nothing_overlaps_there_either() -> None:
    greek = drawn(SHIPPED, Country.GR, ("el",))

    titles = {title.language for title in greek.titles.values()}
    found = boxes(greek.layout)
    assert titles == {"el"}
    assert not [(one.id, other.id) for one, other in combinations(found, 2) if overlap(one, other)]


def test_a_picture_is_made_once_for_a_set_of_rules_and_a_country() -> None:
    assert drawn(SHIPPED, Country.BE) is drawn(SHIPPED, Country.BE)
    assert chart_of(SHIPPED, Country.BE).width == drawn(SHIPPED, Country.BE).layout.width
