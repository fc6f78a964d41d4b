"""A paper is set as one file for archives and for readers aloud, and holds what it was given as it was given."""

from __future__ import annotations

import asyncio
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.papers import setting
from infra.papers.setting import Typesetter, put
from tests.papers.reading import Read
from tests.papers.samples import EVERYTHING, LANES, paper, saying
from web.papers.content import Facts, PaperFault, PapersBusy, Paragraph, Table, Text

HOSTILE = '#panic("x") *bold* _it_ $x^2$ <label> @label // \\ `raw` = Head <b>b</b> #{sys.inputs} [x] "q" #include "a"'


@pytest.fixture(name="everything", scope="module")
def _everything() -> Read:
    return Read(put(EVERYTHING))


def test_it_says_of_itself_that_it_is_for_archives_and_for_readers_aloud(everything: Read) -> None:
    for mark in (b"<pdfaid:part>3<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"):
        assert mark in everything.bytes


def test_a_reader_aloud_is_told_what_is_a_heading_a_list_a_table_and_a_picture(everything: Read) -> None:
    assert everything.kinds("H1") == 1
    assert everything.kinds("L") == 2
    assert everything.kinds("TH") == 2
    assert everything.kinds("TD") == 240


def test_a_picture_is_told_in_words(everything: Read) -> None:
    assert [tag.alt for tag in everything.tags if tag.kind == "Figure"] == [LANES.told]


def test_each_page_says_what_it_is_of_when_for_whom_and_how_many_there_are(everything: Read) -> None:
    assert everything.pages > 2
    for number in range(everything.pages):
        told = everything.page(number)
        for each in ("Confidential", "BE-2026-0001", "As of today", "Exercise", "Made for the police"):
            assert each in told
        assert f"{number + 1} / {everything.pages}" in told


def test_a_table_has_its_heading_on_each_page(everything: Read) -> None:
    assert all("When" in everything.page(number) for number in range(everything.pages - 1))


def test_a_row_stays_on_its_page_unless_it_is_longer_than_one() -> None:
    lines = "\n".join(["a line"] * 6)
    read = Read(put(paper(Table(["A"], [[Text(f"{lines} end{number}")] for number in range(40)], [1]))))
    long = Read(put(paper(Table(["A"], [[Text("wordy " * 3_000)]], [1]))))

    assert {read.page(number).count("a line") % 6 for number in range(read.pages)} == {0}
    assert long.words.count("wordy") == 3_000


def test_what_is_attached_comes_out_as_it_went_in(everything: Read) -> None:
    assert everything.attached == {"paper.json": b'{"names":"Abena"}'}


def test_nothing_is_printed_into_the_margin(everything: Read) -> None:
    for number in range(everything.pages):
        left, top, right, bottom = everything.ink(number)
        assert left > 17
        assert right < 210 - 17
        assert top > 8
        assert bottom < 297 - 8


def test_the_same_is_the_same_file() -> None:
    assert put(EVERYTHING) == put(EVERYTHING)


def test_markup_is_text_wherever_it_stands() -> None:
    assert Read(put(saying(HOSTILE))).words.count(HOSTILE) == 9


def test_what_is_attached_is_no_markup_either() -> None:
    assert "panic" not in Read(put(EVERYTHING)).text


@pytest.mark.parametrize("words", ["Ελλάδα, Θεσσαλονίκη", "Їжж", "ትግርኛ", "Żółć Čapek"])
def test_a_name_is_set_in_the_script_of_its_bearer(words: str) -> None:
    assert words in Read(put(saying(words))).words


def test_arabic_is_drawn_and_not_left_out() -> None:
    drawn, left_out = (Read(put(paper(Paragraph(Text(words, "ar"))))).pictures()[0] for words in ("سلام", "-"))

    assert drawn.tobytes() != left_out.tobytes()


def test_what_no_font_draws_is_named_and_not_left_out() -> None:
    assert "a[U+6F22]b[U+1F600][U+0007]" in Read(put(saying("a漢b😀\x07"))).words


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_every_text_can_be_set(words: str) -> None:
    assert put(paper(Facts([("Names", Text(words))]))).startswith(b"%PDF-")


def test_a_word_of_any_length_stays_in_its_column() -> None:
    assert Read(put(saying("x" * 900))).ink(0)[2] < 210 - 17


def test_words_are_read_aloud_in_the_language_of_who_wrote_them() -> None:
    read = Read(put(paper(Paragraph(Text("Ένα παιδί", "el-GR")), Paragraph(Text("A child")))))

    assert [tag.language for tag in read.tags if tag.language] == ["el"]


def test_a_language_that_is_none_changes_nothing() -> None:
    assert "words" in Read(put(saying("words", "not a language!"))).words


def test_a_fault_quotes_nothing_of_what_was_being_set(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(setting, "settable", lambda text: text)

    with pytest.raises(PaperFault) as fault:
        put(saying("Abena 漢"))

    assert fault.value.__cause__ is None
    assert fault.value.__suppress_context__
    assert "Abena" not in str(fault.value)


async def test_the_loop_goes_on_while_a_paper_is_set() -> None:
    turns, done = 0, threading.Event()
    making = asyncio.create_task(Typesetter().put(paper(Paragraph(Text("a child " * 20_000)))))
    making.add_done_callback(lambda _: done.set())
    while not done.is_set():
        await asyncio.wait([making], timeout=0.001)
        turns += 1

    assert turns > 10
    assert (await making).startswith(b"%PDF-")


async def test_who_would_wait_for_too_long_is_told_so_and_those_before_get_theirs() -> None:
    typesetter = Typesetter()
    waiting = [asyncio.create_task(typesetter.put(saying("words"))) for _ in range(setting.WAITING)]
    await asyncio.sleep(0)

    with pytest.raises(PapersBusy):
        await typesetter.put(saying("words"))

    assert all(pdf.startswith(b"%PDF-") for pdf in await asyncio.gather(*waiting))
    assert (await typesetter.put(saying("words"))).startswith(b"%PDF-")
