"""How a sample is drawn.

Each case gets a number: SHA-256 over ``lantern-sample``, the root of the checkpoint, the identifier of the sample and
that of the case, joined by line feeds; the cases with the lowest numbers are the sample. Who has the record and the
checkpoint can do it again with any program that knows SHA-256.

Invariant: the same root, sample and cases give the same draw, in whichever order the cases come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

SAID = "lantern-sample"


def drawn(root: str, sample: str, among: Collection[str], many: int) -> tuple[str, ...]:
    """The *many* cases *among* these that the *root* (in hex) gives for *sample*; all where there are no more."""
    return tuple(sorted(set(among), key=lambda case: (_number(root, sample, case), case))[:many])


def _number(root: str, sample: str, case: str) -> str:
    return hashlib.sha256(f"{SAID}\n{root}\n{sample}\n{case}".encode()).hexdigest()


def fingerprint(among: Collection[str]) -> str:
    """What the cases were that could be drawn: SHA-256 over their identifiers by the alphabet, a line each."""
    return hashlib.sha256("\n".join(sorted(set(among))).encode()).hexdigest()
