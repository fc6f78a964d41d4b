"""Identifiers, addresses, private text and refusals."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.risk.indicators import Indicator
from domain.commands import CATALOGUE, Entry
from domain.context import Moment, Text
from domain.deciding.refusals import Refused
from domain.envelope import case_of, of_file, task_of
from domain.ids import derive, is_id, is_token
from domain.ports import HistoryDamaged
from domain.privacy import Clear, Sealed, codes_in, codes_text
from domain.task.refusals import UnknownOutcome
from tests.domain.cast import COMMAND


@given(st.lists(st.one_of(st.text(), st.integers()), max_size=3))
def test_a_derived_identifier_is_a_uuid_of_the_age_of_its_origin(parts: list[str | int]) -> None:
    derived = derive(COMMAND, *parts)

    assert is_id(derived)
    assert derived[:12] == COMMAND[:12]
    assert derived[12] == "7"
    assert derived[16] in "89ab"


def test_the_same_parts_give_the_same_identifier_and_other_parts_another() -> None:
    assert derive(COMMAND, "a", 1) == derive(COMMAND, "a", 1)
    assert len({derive(COMMAND, 1), derive(COMMAND, 11), derive(COMMAND, 1, 1), derive(COMMAND)}) == 4


def test_a_token_fits_between_two_dots() -> None:
    assert is_token("police-gr")
    assert not is_token("police.gr")
    assert not is_token("")
    assert not is_id("police-gr")


def test_an_address_says_which_case_and_task_it_belongs_to() -> None:
    assert (case_of("case.c.file"), task_of("case.c.file")) == ("c", None)
    assert (case_of("case.c.task.t"), task_of("case.c.task.t")) == ("c", "t")
    assert (case_of("directory.agency.a"), task_of("directory.agency.a")) == (None, None)


def test_the_file_of_a_case_is_told_from_what_else_happens_in_it() -> None:
    assert of_file("case.c.file")
    assert not any(map(of_file, ("case.c.task.t", "case.c.audit", "case.c.conference.k", "directory.agency.file")))


def test_private_text_is_not_printed() -> None:
    assert "Qiro" not in repr(Clear("Qiro"))
    assert repr(Sealed("key", "nonce", "text")) == "Sealed(key)"


def test_needed_words_are_more_than_blanks_and_a_time_says_its_distance_from_utc() -> None:
    for bad, kind in ((b'" "', Text), (b'""', Text), (b'"2026-03-04T21:30:00"', Moment)):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(bad, type=kind)


def test_damage_is_named_by_place_and_reason_never_by_content() -> None:
    damaged = HistoryDamaged("case.c.file", 3, 17, "the chain is broken")

    assert str(damaged) == "case.c.file version 3 at position 17: the chain is broken"
    assert (damaged.originator, damaged.version, damaged.position) == ("case.c.file", 3, 17)


def every_refusal(cls: type[Refused] = Refused) -> list[type[Refused]]:
    return [cls, *(found for child in cls.__subclasses__() for found in every_refusal(child))]


@pytest.mark.parametrize("refusal", every_refusal(), ids=lambda cls: cls.__name__)
def test_a_refusal_is_named_and_says_why_and_what_would_be_possible_in_whole_sentences(refusal: type[Refused]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", refusal.SLUG)
    for sentence in (refusal.WHY, refusal.INSTEAD):
        assert re.fullmatch(r"[A-Z].*\.", sentence)


def test_no_two_refusals_share_a_name() -> None:
    slugs = [cls.SLUG for cls in every_refusal() if cls.__module__.startswith("domain.")]

    assert len(slugs) == len(set(slugs))


def test_a_refusal_fills_in_the_values_its_sentences_name() -> None:
    assert UnknownOutcome("outcome", outcomes="a, b").instead == "Choose one of: a, b."
    assert Refused().why == "This cannot be done now."
    assert Refused().instead.startswith("Look at the case again")


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.slug)
def test_a_command_from_outside_with_an_unknown_field_is_refused(entry: Entry) -> None:
    with pytest.raises(msgspec.ValidationError, match=r"unknown field|missing required field"):
        msgspec.convert({"surprise": 1}, entry.command)


@given(st.lists(st.sampled_from(Indicator)))
def test_codes_are_sealed_as_one_text_that_depends_on_nothing_but_which_they_are(signs: list[Indicator]) -> None:
    text = codes_text(signs)

    assert set(codes_in(text)) == set(signs)
    assert codes_text(reversed([*signs, *signs])) == text
    assert list(codes_in(text)) == sorted(codes_in(text))


def test_a_code_that_this_release_does_not_know_is_read_as_it_stands() -> None:
    assert codes_in("debt,sung-at-night") == ("debt", "sung-at-night")
    assert codes_in(codes_text(())) == ()
