"""Papers are in Greek where that is chosen; screens stay in the one language that all of them are in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tests.papers.reading import Read
from tests.web.conftest import Open
from tests.web.papers.stories import CHILD, missing
from tests.web.world import World
from web.texts.catalog import FOLDER

WEB = Path(__file__).resolve().parents[3] / "web"
KEYWORDS = {"_": None, "mark": None, "gettext": None, "ngettext": (1, 2)}
PAPERS = sorted((WEB / "papers").glob("*.py"))
QUOTED = (
    *(WEB / "texts" / "wording" / name for name in ("codes.py", "events.py", "fields.py")),
    WEB / "texts" / "times.py",
    *(WEB / "shown" / name for name in ("timeline.py", "opening.py")),
    *(WEB / "casefile" / name for name in ("sheet.py", "clocks.py")),
    WEB / "casefile" / "caring" / "standing.py",
    *(WEB / "rights" / name for name in ("marks.py", "handing.py")),
)
"""Words for what is on record, which papers use as screens do."""

CATALOGUES = sorted(FOLDER.glob("*.po"))
PLACES = re.compile(r"%\(\w+\)s")


def words(paths: Sequence[Path]) -> set[tuple[str, ...]]:
    """Every text in there; one that counts with both of its forms."""
    found = (each[1] for path in paths for each in extract_from_file("python", str(path), keywords=KEYWORDS))
    return {each if isinstance(each, tuple) else (each,) for each in found}


def translated(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The texts of a catalogue with their translations, each with all of its forms."""
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=path.stem) if message.id and message.string]
    return {_forms(message.id): _forms(message.string) for message in messages}


def _forms(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, (tuple, list)) else (str(said),)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_word_of_a_paper_itself_is_translated(path: Path) -> None:
    assert sorted(words(PAPERS) - set(translated(path))) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_of_what_a_paper_quotes_nearly_every_word_is_translated(path: Path) -> None:
    left = words(QUOTED) - set(translated(path))

    assert len(left) <= len(words(QUOTED)) // 20, sorted(left)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_leaves_nothing_out_that_is_filled_in(path: Path) -> None:
    wrong = [
        ids
        for ids, said in translated(path).items()
        if [set(PLACES.findall(each)) for each in ids] != [set(PLACES.findall(each)) for each in said]
    ]

    assert wrong == []


async def test_a_brief_is_in_greek_with_what_people_wrote_as_they_wrote_it(world: World, browser: Open) -> None:
    case, police = await missing(world), await browser("police.be")
    await police.get(f"/cases/{case}/papers")
    read = Read((await police.http.get(f"/cases/{case}/papers/brief?language=el")).content)

    for each in ("Ενημερωτικό σημείωμα", "Ποιο είναι το παιδί", "Ονοματεπώνυμο", CHILD, "Εκπρόθεσμο κατά 3 ώρ."):
        assert each in read.words
    assert b"/Lang(el)" in read.bytes


async def test_both_languages_are_offered(browser: Open, world: World) -> None:
    case, police = await missing(world), await browser("police.be")
    page = await police.get(f"/cases/{case}/papers")

    assert "English (PDF)" in page.text
    assert "Ελληνικά (PDF)" in page.text


async def test_who_reads_greek_gets_screens_that_say_they_are_english(browser: Open) -> None:
    page = await (await browser("police.be")).http.get("/help", headers={"accept-language": "el"})

    assert '<html lang="en"' in page.text
