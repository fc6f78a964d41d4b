"""The translations, read at start, and the language of the request being answered.

Invariant: a text without a translation is shown in English; it is never missing and never an error.
"""

from __future__ import annotations

import gettext as stdlib_gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path

from babel.core import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

SOURCE = "en"
SCREENS = (SOURCE,)
"""The languages of whole pages. A catalogue that holds papers only is none of these: a page whose head says Greek and
whose words are English is read aloud wrongly."""
FOLDER = Path(__file__).parent.parent / "locale"

_language: ContextVar[str] = ContextVar("language", default=SOURCE)


def _read(path: Path) -> stdlib_gettext.NullTranslations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.stem))
    compiled.seek(0)
    return Translations(compiled)


def load(folder: Path = FOLDER) -> Mapping[str, stdlib_gettext.NullTranslations]:
    """The catalogues of *folder*, one ``<language>.po`` each, and the English of the source."""
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.po"))}
    return {SOURCE: stdlib_gettext.NullTranslations(), **found}


CATALOGUES = load()


def languages() -> list[Locale]:
    """The languages that can be chosen for screens."""
    return [Locale.parse(name) for name in SCREENS]


def of_papers() -> list[Locale]:
    """The languages in which papers can be made."""
    return [Locale.parse(name) for name in CATALOGUES]


def choose(wanted: str | None, accept: str | None) -> str:
    """The language for a request: the person's own choice, else what their browser accepts, else English."""
    if wanted is not None and wanted in SCREENS:
        return wanted
    preferred = [part.split(";")[0].strip() for part in (accept or "").split(",")]
    return negotiate_locale(preferred, list(SCREENS), sep="-") or SOURCE


def use(language: str) -> None:
    """Answer the current request in *language*."""
    _language.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything within in *language*, which one of the catalogues is in."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language() -> str:
    """The language of the current request."""
    return _language.get()


def gettext(message: str) -> str:
    """*message* in the language of the current request."""
    return CATALOGUES[_language.get()].gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """*one* or *many*, as the language of the current request counts *n*."""
    return CATALOGUES[_language.get()].ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """*message* as it is meant in *context*."""
    return CATALOGUES[_language.get()].pgettext(context, message)


def npgettext(context: str, one: str, many: str, n: int) -> str:
    """*one* or *many* as meant in *context*."""
    return CATALOGUES[_language.get()].npgettext(context, one, many, n)


def mark(message: str) -> str:
    """Mark *message* for translation where it is written down; it is translated where it is shown."""
    return message
