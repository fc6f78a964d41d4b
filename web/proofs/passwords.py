"""Which passwords are good enough.

Invariant: what is refused is refused with what to do instead, and the password is neither kept nor told anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zxcvbn import zxcvbn

from web.texts.catalog import gettext as _

LEAST, MOST = 12, 256
LOOKED_AT = 72
"""So many characters are looked at: more cannot make it worse, and would take long."""

GOOD = 3
"""Of zxcvbn's 0 to 4: at least a hundred million guesses, each of which costs an argon2id hash."""

OURS = ("lantern", "missing", "children", "child", "guardian", "police")


def fault_of_password(password: str, again: str, words: Sequence[str] = ()) -> str | None:
    """What is wrong with *password*, typed *again*, for somebody around whom there are these *words*; None if nothing.

    It is looked up in a list of passwords that were breached, and taken apart into words, names, dates and patterns.
    """
    if len(password) < LEAST:
        return _(
            "This password is too short. Use at least %(n)s characters; a few words in a row are easy to remember."
        ) % {"n": LEAST}
    if len(password) > MOST:
        return _("This password is too long. Use at most %(n)s characters.") % {"n": MOST}
    if password != again:
        return _("The two passwords are not the same. Type both again.")
    near = {part for word in words for part in (word, *re.split(r"[@\s]+", word), *re.split(r"[@.\s-]+", word)) if part}
    if zxcvbn(password[:LOOKED_AT], user_inputs=[*near, *OURS])["score"] < GOOD:
        return _(
            "This password is easily guessed: it is on a list of stolen ones, or made of names, dates and usual words. "
            "Use four or more words that have nothing to do with each other."
        )
    return None
