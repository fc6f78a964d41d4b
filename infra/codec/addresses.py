"""Where a history lives: originators as subject tokens.

Invariant: an originator never holds a wildcard, a blank or an empty token, so it can neither read nor write elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from domain.ids import is_token

TOKENS = 8
"""More tokens than any address of the storage contract has."""

KNOWN = 10_000
"""So many answers are remembered; who works on a history asks for it again and again."""


class BadAddress(ValueError):
    """This cannot be the address of a history."""


@lru_cache(KNOWN)
def is_address(originator: str) -> bool:
    """Whether *originator* can be the address of a history."""
    tokens = originator.split(".")
    return len(tokens) <= TOKENS and all(map(is_token, tokens))


def check_address(originator: str) -> str:
    """*originator* itself. Refuses (:class:`BadAddress`) what cannot be one, without repeating it."""
    if not is_address(originator):
        raise BadAddress("an originator is a few tokens of letters, digits, - and _ between dots")
    return originator
