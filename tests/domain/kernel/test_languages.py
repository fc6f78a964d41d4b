"""The language that somebody says they write in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.domain.cast import CARER, acting


@pytest.mark.parametrize("tag", ["el", "nl-BE", "ti", "sr-Latn-RS"])
def test_a_fact_says_the_language_that_its_writer_said(tag: str) -> None:
    assert replace(acting(CARER), language=tag).meta().language == tag


def test_a_fact_says_no_language_where_its_writer_did_not() -> None:
    assert acting(CARER).meta().language is None


@pytest.mark.parametrize("tag", ["", "Greek", "e", "el_GR", "el\n", "el, fr", "el-" + "a" * 9, "el" + "-abcdefgh" * 4])
def test_what_is_no_language_tag_gets_into_no_fact(tag: str) -> None:
    with pytest.raises(ValueError, match="not a BCP 47 tag"):
        replace(acting(CARER), language=tag)
