"""Signed notes (c2sp.org/signed-note): a text, a blank line, and a line for each signature.

Invariant: what is written is exactly what the format says, so that tools of others read it; a text counts only with a
signature of a key that is trusted, and one wrong signature of such a key refuses the whole note.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 1
"""The kind of a log's signature."""

COSIGNATURE = 4
"""The kind of a witness's: an Ed25519 signature with the time at which it was made."""

KINDS = frozenset({ED25519, COSIGNATURE})
MARK = "— "
ID = 4
STAMP = 8
KEY = 32
MOST = 64
"""A note with more signatures than that is refused."""

PRIVATE = "PRIVATE+KEY+"


class NoteRefused(ValueError):
    """A note, or a key, is not what it should be; its text says why and quotes nothing."""


class Key(NamedTuple):
    """A public key: whose it is, of which kind, and its 32 bytes."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell this key from others of the same name."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:ID]

    @property
    def text(self) -> str:
        """The key as it is handed over: name, id and bytes."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


class Signer(NamedTuple):
    """A private key, which its repr does not show."""

    name: str
    kind: int
    private: Ed25519PrivateKey

    def __repr__(self) -> str:
        return f"Signer({self.name})"

    @property
    def key(self) -> Key:
        """The public key that belongs to it."""
        return Key(self.name, self.kind, self.private.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The private key as it is kept."""
        seed = bytes([self.kind]) + self.private.private_bytes_raw()
        return f"{PRIVATE}{self.name}+{self.key.id.hex()}+{base64.b64encode(seed).decode()}"


class Signature(NamedTuple):
    """One line below a note: a *name*, and the *id* of the key and *what* it put there."""

    name: str
    id: bytes
    what: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note."""
        return f"{MARK}{self.name} {base64.b64encode(self.id + self.what).decode()}\n"


class Note(NamedTuple):
    """A text, with its last line break, and the signatures below it, none of which has been looked at yet."""

    body: str
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """The whole note."""
        return self.body + "\n" + "".join(signature.line for signature in self.signatures)


def is_name(name: str) -> bool:
    """Whether *name* can be that of a key."""
    return bool(name) and "+" not in name and not any(c.isspace() or unicodedata.category(c) == "Cc" for c in name)


def signed(body: str, signer: Signer, at: int = 0) -> Signature:
    """The signature of *signer* below *body*; that of a witness says that it was made *at* some second."""
    key = signer.key
    if signer.kind == COSIGNATURE:
        return Signature(key.name, key.id, at.to_bytes(STAMP, "big") + signer.private.sign(_stamped(body, at)))
    return Signature(key.name, key.id, signer.private.sign(body.encode()))


def read_note(text: str) -> Note:
    """The note that *text* is; refuses what is none (:class:`NoteRefused`)."""
    if any(unicodedata.category(c) == "Cc" and c != "\n" for c in text):
        raise NoteRefused("it holds a control character")
    body, blank, below = text.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise NoteRefused("it is not a text with signatures below it")
    lines = below[:-1].split("\n")
    if len(lines) > MOST:
        raise NoteRefused(f"it has more than {MOST} signatures")
    return Note(body + "\n", tuple(map(_signature, lines)))


def signatures_of(note: Note, keys: Iterable[Key]) -> dict[Key, Signature]:
    """Which of *keys* have signed *note*, and how. Refuses a note that one of them has signed wrongly."""
    known = {(key.name, key.id): key for key in keys}
    found: dict[Key, Signature] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.id))
        if key is not None:
            _check(note.body, key, signature)
            found[key] = signature
    return found


def stamp_of(signature: Signature) -> int:
    """The second at which a witness put *signature* there, as it says itself."""
    return int.from_bytes(signature.what[:STAMP], "big")


def read_key(text: str) -> Key:
    """The public key that *text* hands over; refuses anything else."""
    name, _, rest = text.strip().partition("+")
    given, _, encoded = rest.partition("+")
    kind, public = _decoded(encoded)
    key = Key(name, kind, public)
    if not is_name(name) or given != key.id.hex():
        raise NoteRefused("it is not a public key as `name+id+bytes`")
    return key


def read_signer(text: str) -> Signer:
    """The private key that *text* keeps; refuses anything else, and never repeats it."""
    if not text.strip().startswith(PRIVATE):
        raise NoteRefused("it is not a private key")
    name, _, rest = text.strip().removeprefix(PRIVATE).partition("+")
    given, _, encoded = rest.partition("+")
    kind, seed = _decoded(encoded)
    signer = Signer(name, kind, Ed25519PrivateKey.from_private_bytes(seed))
    if not is_name(name) or given != signer.key.id.hex():
        raise NoteRefused("it is not a private key")
    return signer


def decoded(encoded: str) -> bytes:
    """The bytes of base64 text that is written as it should be, to the last bit; nothing for any other text."""
    try:
        found = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if base64.b64encode(found).decode() == encoded else b""


def _decoded(encoded: str) -> tuple[int, bytes]:
    found = decoded(encoded)
    if len(found) != KEY + 1 or found[0] not in KINDS:
        raise NoteRefused("it is not a key of a kind that is known here")
    return found[0], found[1:]


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(MARK).partition(" ")
    found = decoded(encoded)
    if not line.startswith(MARK) or not is_name(name) or len(found) <= ID:
        raise NoteRefused("a line below it is not a signature")
    return Signature(name, found[:ID], found[ID:])


def _check(body: str, key: Key, signature: Signature) -> None:
    what, message = signature.what, body.encode()
    if key.kind == COSIGNATURE:
        what, message = signature.what[STAMP:], _stamped(body, stamp_of(signature))
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(what, message)
    except (InvalidSignature, ValueError):
        raise NoteRefused(f"the signature of {key.name} is not one of this text") from None


def _stamped(body: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{body}".encode()


def with_signatures(note: Note, more: Sequence[Signature]) -> Note:
    """*note* with those of *more* below it that are not there yet."""
    return note._replace(signatures=(*note.signatures, *(each for each in more if each not in note.signatures)))
