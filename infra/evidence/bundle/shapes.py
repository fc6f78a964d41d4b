"""What a bundle is made of: a zip file with these parts, one line of JSON for each message.

Invariant: there are no other parts; a release that adds one raises :data:`FORMAT`, and reads the older ones.
"""

from __future__ import annotations

import hashlib

import msgspec

FORMAT = 2
MANIFEST = "manifest.json"
CHECKPOINT = "checkpoint.txt"
EVENTS = "events.ndjson"
PLAYBOOKS = "playbooks.ndjson"
WITNESSES = "witnesses.ndjson"
TIMESTAMPS = "timestamps.ndjson"
PAPER = "case.pdf"
MADE_BY = "made-by.txt"
READ_ME = "README.txt"

_ALWAYS = (READ_ME, CHECKPOINT, EVENTS, PLAYBOOKS, WITNESSES)
NEEDED = {1: _ALWAYS, 2: (*_ALWAYS, TIMESTAMPS)}
"""The parts that a bundle of each format has; their hashes stand in the manifest."""

MAY = {1: (), 2: (PAPER,)}
"""Those that it may have as well; from format 2 on also :data:`MADE_BY`, which no manifest can list."""

LISTED = NEEDED[FORMAT]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part: the SHA-256 of its bytes, and how many there are."""

    sha256: str
    bytes: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the bundle is of: a *case*, as the agency *reader* may see it (or Lantern itself), when it was *made_at*."""

    format: int
    case: str
    reader: str
    made_at: str
    origin: str
    size: int
    events: int
    parts: dict[str, Part]


def written(manifest: Manifest) -> bytes:
    """The bytes of *manifest*, always the same for the same."""
    return msgspec.json.format(msgspec.json.encode(manifest))


def vouching(manifest: Manifest) -> str:
    """The text with which a log vouches for having made the bundle with *manifest*; no checkpoint reads like it."""
    return f"lantern bundle\n{hashlib.sha256(written(manifest)).hexdigest()}\n"


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message as it is stored, and what proves that it is.

    *headers* go up to the chain. A body that is no text stands in *raw*. *before* is the chain of the version before,
    whether or not that is in the bundle; *proof* leads from the message to the root of the checkpoint.
    """

    position: int
    subject: str
    headers: str
    before: str
    proof: list[str]
    body: str | None = None
    raw: bytes | None = None

    @property
    def stored(self) -> bytes:
        """The body as it is stored."""
        return self.raw if self.raw is not None else (self.body or "").encode()


class Witnessed(msgspec.Struct, frozen=True, kw_only=True):
    """A co-signed checkpoint, and what proves that the bundle's own goes on from it."""

    note: str
    consistency: list[str]


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint with the token of an authority, and what proves that the bundle's own goes on from it."""

    note: str
    token: bytes
    consistency: list[str]


ABOUT = """A bundle of Lantern
===================

{events} facts of the case {case}, as {reader} may see them, taken on {made_at}.

events.ndjson      one fact on each line, exactly as it is stored: subject, headers, body; before: the chain of the
                   version before it; proof: the way from it to the root in checkpoint.txt (RFC 9162)
playbooks.ndjson   the published rules that these facts refer to, in the same form
checkpoint.txt     how large the log is and which root it has, signed by the log (c2sp.org/tlog-checkpoint)
witnesses.ndjson   what other agencies have co-signed, and what proves that checkpoint.txt goes on from it
timestamps.ndjson  what an authority has timestamped (RFC 3161; token: its answer), and what proves that checkpoint.txt
                   goes on from it
case.pdf           where it is there: the same for reading; the log does not vouch for it
manifest.json      what this is, and the SHA-256 of each part
made-by.txt        where it is there: the SHA-256 of manifest.json, signed by the log: whoever has its key made this
                   bundle, also case.pdf, as it is

Private text is in here only sealed, and no key is. To check it all, offline:

    lantern verify BUNDLE --keys FILE --authority CERTIFICATES

where FILE holds the public keys of the log and of the witnesses you trust, one on each line, and CERTIFICATES those of
the authority in PEM, which you were given by another way than with this bundle.

A leaf is SHA-256(0x00, position as eight bytes, subject, chain as 32 bytes); a chain is
SHA-256(0x02, chain before, SHA-256(subject, 0x00, the four header lines before the chain, 0x00, body)).
"""
