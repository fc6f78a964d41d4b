"""Reads a paper with the reader that Chromium has: its text, pictures of pages, what is read aloud and attached."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Tag:
    """What a reader aloud is told of a part: its *kind*, what it says instead of a picture, and in which language."""

    kind: str
    alt: str
    language: str


class Read:
    """A paper as somebody else reads it."""

    def __init__(self, pdf: bytes) -> None:
        self.bytes = pdf
        self._document = pypdfium2.PdfDocument(pdf)

    @property
    def pages(self) -> int:
        return len(self._document)

    @property
    def text(self) -> str:
        """All words, without the places where a long one may break."""
        found = [page.get_textpage().get_text_bounded() for page in self._document]
        return "\n".join(found).replace("\u200b", "").replace("\r\n", "\n")

    @property
    def words(self) -> str:
        """All words in one line, wherever lines were broken."""
        return " ".join(self.text.split())

    def page(self, number: int) -> str:
        return str(self._document[number].get_textpage().get_text_bounded())

    @property
    def attached(self) -> dict[str, bytes]:
        count = self._document.count_attachments()
        files = [self._document.get_attachment(index) for index in range(count)]
        return {file.get_name(): bytes(file.get_data()) for file in files}

    def pictures(self, scale: float = 1.0) -> list[Image.Image]:
        return [page.render(scale=scale).to_pil() for page in self._document]

    def ink(self, number: int) -> tuple[float, float, float, float]:
        """The box of everything printed on a page, in mm from its top left."""
        picture = ImageOps.invert(self.pictures(2.0)[number].convert("L"))
        left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
        return (left / 2 / MM, top / 2 / MM, right / 2 / MM, bottom / 2 / MM)

    @property
    def tags(self) -> list[Tag]:
        """What a reader aloud is told, in its order."""
        return [tag for page in self._document for tag in _tags(page)]

    def kinds(self, kind: str) -> int:
        return sum(tag.kind == kind for tag in self.tags)


def _tags(page: Any) -> Iterator[Tag]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    for index in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from _below(raw.FPDF_StructTree_GetChildAtIndex(tree, index))
    raw.FPDF_StructTree_Close(tree)


def _below(element: Any) -> Iterator[Tag]:
    if not element:
        return
    yield Tag(
        _said(raw.FPDF_StructElement_GetType, element),
        _said(raw.FPDF_StructElement_GetAltText, element),
        _said(raw.FPDF_StructElement_GetLang, element),
    )
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _below(raw.FPDF_StructElement_GetChildAtIndex(element, index))


def _said(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    ask(element, buffer, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")
