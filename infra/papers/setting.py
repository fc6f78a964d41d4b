"""Sets a paper with typst, beside the loop: one file that is an archive's (PDF/A-3a) and is read aloud (PDF/UA-1).

Invariant: the words of a paper reach typst as data and nothing else does. What it says about a fault is passed on to
nobody, because it quotes what it was setting.
"""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import typst

from infra.papers.glyphs import FONTS, settable
from web.papers.content import Paper, PaperFault, PapersBusy

TEMPLATE = Path(__file__).parent / "templates" / "paper.typ"
STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
AT_ONCE = 1
"""So many papers are set at a time: a second core stays with whoever reads pages."""

WAITING = 8
"""So many wait for their turn; a conference of eight agencies may ask for its brief at once."""


class Typesetter:
    """Sets papers, one after the other."""

    def __init__(self) -> None:
        """Read the fonts when the first paper comes."""
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def put(self, paper: Paper) -> bytes:
        """*paper* as PDF; see :class:`web.papers.content.Papers`."""
        if self._waiting >= WAITING:
            raise PapersBusy
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(put, paper)
        finally:
            self._waiting -= 1


def put(paper: Paper) -> bytes:
    """*paper* as PDF, set here and now. Raises :class:`PaperFault`."""
    told = _settable(msgspec.to_builtins(paper))
    try:
        compiler = typst.Compiler(TEMPLATE.read_bytes(), font_paths=_fonts())
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf",
            sys_inputs={"paper": msgspec.json.encode(told).decode()},
            pdf_standards=STANDARDS,
            timestamp=int(paper.dated.timestamp()),
        )
    except typst.TypstError:
        raise PaperFault("The paper cannot be set.") from None
    if warnings or not isinstance(pdf, bytes):
        raise PaperFault("The paper cannot be set as it should be.")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """The fonts that lie here, and none of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _settable(told: Any) -> Any:
    """*told* with every text such that it can be set; what is attached is bytes and stays as it is."""
    if isinstance(told, str):
        return settable(told)
    if isinstance(told, dict):
        return {key: value if key == "attached" else _settable(value) for key, value in told.items()}
    return [_settable(each) for each in told] if isinstance(told, (list, tuple)) else told
