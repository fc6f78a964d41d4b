"""Checkpoints (c2sp.org/tlog-checkpoint): a signed note that says how large a log is and which root it has.

Invariant: a checkpoint's text follows from origin, size and root alone, so two of one size that differ contradict each
other.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import NamedTuple

from merkle.hashing import HASH
from merkle.notes import (
    COSIGNATURE,
    Key,
    Note,
    NoteRefused,
    Signature,
    Signer,
    decoded,
    read_note,
    signatures_of,
    signed,
)

LARGEST = 2**63 - 1


class Checkpoint(NamedTuple):
    """How the log *origin* stands: so many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(checkpoint: Checkpoint, *signers: Signer) -> Note:
    """The checkpoint as a note of the log itself, signed with each of its keys."""
    return Note(checkpoint.body, tuple(signed(checkpoint.body, signer) for signer in signers))


def read_checkpoint(body: str) -> Checkpoint:
    """The checkpoint that *body* is. Refuses anything else, and lines that no witness vouches for."""
    lines = body.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise NoteRefused("it is not a checkpoint of three lines")
    origin, size, root, _ = lines
    if not (size.isascii() and size.isdecimal()) or str(int(size[:20])) != size or int(size) > LARGEST:
        raise NoteRefused("its size is not a number")
    found = decoded(root)
    if len(found) != HASH:
        raise NoteRefused("its root is not a hash")
    return Checkpoint(origin, int(size), found)


def opened(text: str, *log: Key) -> tuple[Checkpoint, Note]:
    """The checkpoint in *text*, which the *log* has signed with one of its keys.

    Refuses one of another log, one that the log has not signed, and one that it has signed wrongly.
    """
    note = read_note(text)
    checkpoint = read_checkpoint(note.body)
    own = [key for key in log if key.name == checkpoint.origin]
    if not own:
        raise NoteRefused("it is a checkpoint of another log")
    if not signatures_of(note, own):
        raise NoteRefused("the log has not signed it")
    return checkpoint, note


def cosignatures(note: Note, witnesses: Iterable[Key]) -> dict[Key, Signature]:
    """Which of *witnesses* have signed *note*. Refuses a note that one of them has signed wrongly."""
    return signatures_of(note, [key for key in witnesses if key.kind == COSIGNATURE])
