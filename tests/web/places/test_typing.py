"""A spot on the map by the name of a town, without script and without asking anybody outside."""

from __future__ import annotations

import pytest

from domain.case.codes import Within
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World
from web.places.naming import folded, nearest_large, towns_called
from web.places.typing import NotPlaced, point_of, which_place

FORM = "/do/record-sighting"


async def opened(world: World, browser: Open) -> tuple[str, Browser, Page]:
    case, carer = await world.case("carer.be"), await browser("carer.be")
    return case, carer, await carer.get(f"/cases/{case}{FORM}")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("menton", "Menton"), ("ΑΘΉΝΑ", "Athens"), ("Bruxelles", "Brussels"), ("grande synthe", "Grande-Synthe")],
)
def test_a_town_is_found_however_it_is_written(typed: str, found: str) -> None:
    assert [town.name for town in towns_called(typed)] == [found]


def test_of_several_towns_those_of_the_country_come_alone_and_the_largest_first() -> None:
    towns = towns_called("Newport", "uk")

    assert {town.country for town in towns} == {"uk"}
    assert [town.people for town in towns] == sorted((town.people for town in towns), reverse=True)


@pytest.mark.parametrize("typed", [";", "", "  ", "\n", "fr", "43", "no such town", "#", "a;b"])
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    assert towns_called(typed) == []


def test_a_name_is_looked_up_without_accents_and_what_stands_between_words() -> None:
    assert folded("  L'Île-Saint-Denis ") == "l ile saint denis"


def test_a_small_town_is_described_by_a_large_one_of_its_country() -> None:
    (menton,) = towns_called("Menton")
    near = nearest_large(menton)

    assert near is not None
    assert (near[0].name, round(near[1])) == ("Nice", 21)
    assert nearest_large(near[0]) is None


def test_a_town_says_how_near_its_name_is_to_a_spot() -> None:
    assert point_of("Menton", country="fr") == {"point": "43.776, 7.504", "within": Within.QUARTER}
    assert point_of("Brussels")["within"] == Within.AREA
    assert point_of("43.5, 7") == {"point": "43.5, 7"}
    assert point_of("") == {}


def test_a_name_of_several_towns_or_of_one_elsewhere_is_asked_about() -> None:
    for typed, country in (("Newport", "uk"), ("Menton", "be")):
        with pytest.raises(NotPlaced, match="which place"):
            point_of(typed, country=country)
        assert which_place(typed, country)
    assert not which_place("Menton", "fr")
    assert not which_place("43.5, 7")


def test_which_town_counts_for_the_name_that_it_was_offered_for_alone() -> None:
    assert point_of("Newport", country="uk", which="50.701, -1.291")["point"] == "50.701, -1.291"
    assert point_of("Menton", country="fr", which="50.701, -1.291")["point"] == "43.776, 7.504"


async def test_a_town_of_a_name_that_several_have_is_chosen_and_nothing_typed_is_lost(
    world: World, browser: Open
) -> None:
    case, carer, page = await opened(world, browser)

    again = await carer.send(page.form(FORM), 422, place="the ferry", country="uk", point="Newport")
    which = again.words(again.with_id("record-sighting"))
    page = await carer.send(again.form(FORM), point_is="50.701, -1.291")

    assert ("Say which place it is" in which, "24,884 people" in which) == (True, True)
    assert again.form(FORM)["place"] == "the ferry"
    assert "50.701, -1.291 ± 2000 m" in page.words()
    assert (await world.facts(case))[-1] == "SightingRecorded"


async def test_what_is_no_town_is_said_beside_the_field_and_not_repeated_in_words(world: World, browser: Open) -> None:
    _case, carer, page = await opened(world, browser)

    again = await carer.send(page.form(FORM), 422, place="a house", point="Xyzzy")

    error = again.words(again.with_id("record-sighting-point-error"))
    assert error.startswith("Error: No town of that name is known here.")
    assert "Xyzzy" not in error
    assert again.form(FORM)["point"] == "Xyzzy"
