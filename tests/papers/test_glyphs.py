"""Both weights of each font draw what is said to be drawn, so that a heading never lacks what a line has."""

from __future__ import annotations

import pytest

from infra.papers.glyphs import FONTS, _mapped, covered, settable


@pytest.mark.parametrize("family", ["NotoSans", "NotoSansArabic", "NotoSansEthiopic"])
def test_a_bold_font_draws_what_the_regular_one_draws(family: str) -> None:
    regular, bold = (set(_mapped((FONTS / f"{family}-{weight}.ttf").read_bytes())) for weight in ("Regular", "Bold"))

    assert regular
    assert regular <= bold


def test_alphabets_of_those_who_work_here_and_of_those_they_look_for_are_there() -> None:
    assert all(covered(ord(letter)) for letter in "Aéßşłč Ωώΐᾶ Жїґ سلامپچکگ ትግርኛአማ €–’“”… ×·")


def test_what_means_nothing_later_is_named() -> None:
    assert settable("\ue000\x7f\x85") == "[U+E000][U+007F][U+0085]"


def test_lines_stay_lines_and_other_blanks_are_blanks() -> None:
    assert settable("one\r\ntwo\tthree") == "one\ntwo three"


def test_the_mark_of_byte_order_that_comes_with_pasted_text_is_left_out() -> None:
    assert settable("\ufeffone\ufefftwo") == "onetwo"
