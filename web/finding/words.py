"""Words as people type them: without accents, without case, from the beginning of a word.

Invariant: what is compared is made from both sides in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST = 12
"""Of so many words of a search the first count."""

SHORT = 2
"""Words of so many letters say little: "in", "a", "de"."""

_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


@lru_cache(20_000)
def words_of(text: str) -> Words:
    """The words of *text*: Greek and French match without their accents, and numbers without leading zeros."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_WORD.findall(bare))


def wanted(text: str) -> Words:
    """The words that somebody looks for."""
    # Not kept: what people type stays nowhere.
    return words_of.__wrapped__(text[:200])[:MOST]


def begins(word: str, *texts: Words) -> bool:
    """Whether *word* is how some word of *texts* begins; a number also without its leading zeros.

    So 417 is found in 0417, and 0002 is 2 and not how 2026 begins.
    """
    return any(each.startswith(word) or _as_number(word, each) for text in texts for each in text)


def _as_number(word: str, each: str) -> bool:
    bare = word.lstrip("0")
    if not (bare and word.isdigit() and each.isdigit()):
        return False
    if word.startswith("0"):
        return each.lstrip("0") == bare
    return each.startswith("0") and each.lstrip("0").startswith(bare)


def has_number(word: str) -> bool:
    """Whether *word* may be a part of a case's number; a country alone names no case."""
    return any(letter.isdigit() for letter in word)


def fits(sought: Words, *texts: Words) -> bool:
    """Whether each word that is *sought* begins a word of *texts*."""
    return all(begins(word, *texts) for word in sought)


def fits_roughly(sought: Words, *texts: Words) -> bool:
    """Whether *sought* fits but for words that say little, and not for nothing but those."""
    missing = [word for word in sought if not begins(word, *texts)]
    return len(missing) < len(sought) and all(len(word) <= SHORT for word in missing)


def rank(sought: Words, title: Words) -> tuple[int, Words]:
    """What comes first: what begins as the search does, then by its words."""
    return (0 if title[: len(sought)] == sought else 1, title)


def without(sought: Words, text: Words) -> Words:
    """The words of *sought* that begin no word of *text*."""
    return tuple(word for word in sought if not begins(word, text))
