"""The index over numbers answers as looking through all of them would, and follows joining and leaving."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.case import commands as c
from domain.codes import Country, Role
from tests.web.conftest import Open
from tests.web.search.looking import found, look
from tests.web.world import World, agency
from web.finding.numbers import Numbers
from web.finding.words import begins, fits, wanted, words_of

NUMBERS = st.builds("{}-{}-{:04d}".format, st.sampled_from(("BE", "IT")), st.integers(2024, 2026), st.integers(0, 300))
TYPED = st.one_of(NUMBERS, st.integers(0, 400).map(str), st.sampled_from(("it 2", "be-20", "00", "0", "x1", "i")))


@given(st.sets(NUMBERS, max_size=20), TYPED)
def test_the_index_gives_what_looking_through_all_would(numbers: set[str], typed: str) -> None:
    words = {number: words_of(number) for number in numbers}
    sought = wanted(typed)

    index = Numbers(words)

    assert index.with_all(sought) == {number for number in numbers if fits(sought, words[number])}
    assert all(begins(sought[0], words[number]) for number in index.beginning(sought[0]))


def test_the_last_numbers_come_first_and_no_more_than_asked_for() -> None:
    index = Numbers({number: words_of(number) for number in ("BE-2026-0002", "BE-2026-0010", "BE-2025-0900")})

    assert index.last(index.with_all(("be",)), 2) == ["BE-2026-0010", "BE-2026-0002"]
    assert index.with_all(()) == set()


@given(st.sets(NUMBERS, max_size=20), st.integers(0, 30))
def test_a_whole_number_names_one_case_also_where_the_year_begins_like_its_end(numbers: set[str], last: int) -> None:
    number = f"BE-2026-{last:04d}"

    index = Numbers({each: words_of(each) for each in (*numbers, number)})

    assert index.just(words_of(number)) == {number}


async def test_who_joins_finds_a_case_at_once_and_who_leaves_no_more(world: World, browser: Open) -> None:
    case = await world.case("carer.be")
    police, words = await browser("police.be"), world.reference(case)
    assert found(await look(police, words)) == []

    joins = c.JoinAgency(agency=agency("police.be"), role=Role.POLICE, country=Country.BE)
    await world.act("carer.be", case, joins)
    assert found(await look(police, words))[0] == f"/cases/{case}"

    await world.act("police.be", case, c.LeaveCase(reason="Not ours"))
    assert found(await look(police, words)) == []
