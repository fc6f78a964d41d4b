"""Where a member's secrets are kept: under a name that groups what is theirs and tells nobody whose it is.

Invariant: a secret is kept under the SHA-256 of itself; what is handed out begins with the place, so that it is found
again, and whatever somebody else made up has no place.
"""

from __future__ import annotations

import hashlib
import re
import secrets

SECRET_BYTES = 32
PLACE = re.compile(r"[0-9a-f]{16}")


def place_of(member: str) -> str:
    """The place of what belongs to *member*."""
    return hashlib.sha256(b"lantern place of " + member.encode()).hexdigest()[:16]


def new_secret(member: str) -> str:
    """A secret of *member* that nobody can guess."""
    return f"{place_of(member)}.{secrets.token_urlsafe(SECRET_BYTES)}"


def name_of(secret: str) -> str | None:
    """Under which name *secret* is kept; None for what was never one."""
    place, _, rest = secret.partition(".")
    if not PLACE.fullmatch(place) or not rest:
        return None
    return f"{place}.{hashlib.sha256(secret.encode()).hexdigest()}"
