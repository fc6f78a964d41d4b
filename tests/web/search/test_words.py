"""Words as people type them find what they mean."""

from __future__ import annotations

import pytest

from web.finding.words import MOST, fits, fits_roughly, wanted, without, words_of


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("0417", "IT-2026-0417"),
        ("417", "IT-2026-0417"),
        ("it-2026-0417", "IT-2026-0417"),
        ("it 04", "IT-2026-0417"),
        ("xenonas", "Xenónas"),
        ("ΞΕΝΩΝΑΣ", "Ξενώνας ασυνόδευτων ανηλίκων"),
        ("ξενώνας", "ΞΕΝΩΝΑΣ"),
        ("departement", "Children’s home of the département"),
        ("strasse", "Straße"),
    ],
)
def test_what_is_typed_fits_what_is_meant(typed: str, text: str) -> None:
    assert fits(wanted(typed), words_of(text))


@pytest.mark.parametrize(
    ("typed", "text"),
    [("ferry", "Ferri"), ("17", "IT-2026-0417"), ("0", "IT-2026-1417"), ("BE-2026-00002", "BE-2026-00017")],
)
def test_what_is_not_how_a_word_begins_does_not_fit(typed: str, text: str) -> None:
    assert not fits(wanted(typed), words_of(text))


def test_short_words_may_be_missing_but_not_all_there_is() -> None:
    title = words_of("Record a sighting")

    assert fits_roughly(wanted("sighting in it"), title)
    assert not fits_roughly(wanted("in it"), title)
    assert not fits_roughly(wanted("sighting somewhere"), title)


def test_what_names_a_case_is_told_from_the_rest() -> None:
    assert without(wanted("sighting it-2026-0417"), words_of("IT-2026-0417")) == ("sighting",)


def test_what_is_typed_is_remembered_nowhere_and_read_only_so_far() -> None:
    before = words_of.cache_info().currsize

    assert len(wanted("a " * 500)) == MOST
    assert words_of.cache_info().currsize == before
