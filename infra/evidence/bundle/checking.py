"""Checks a bundle with public keys alone: each message, its place in its history and in the log, and the signatures.

Invariant: nothing in the bundle is believed that does not follow from a checkpoint which a trusted key signed; whatever
it holds, checking ends with faults that name a position, and never otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec

from domain.ports import HistoryDamaged
from infra.evidence.bundle.shapes import (
    CHECKPOINT,
    EVENTS,
    MADE_BY,
    PLAYBOOKS,
    TIMESTAMPS,
    WITNESSES,
    Line,
    Manifest,
    Stamped,
    Witnessed,
    vouching,
)
from infra.evidence.examining import UNFIT, Fault
from infra.evidence.spans import Span, Told
from infra.evidence.statements import Dated, checkpoint_of
from infra.evidence.timestamps.tokens import Certificates, TimestampRefused, read_token
from infra.nats.log.message import NO_CHAIN, Entry, Raw, next_chain, parse
from merkle.checkpoints import LARGEST, Checkpoint, cosignatures, opened, read_checkpoint
from merkle.hashing import HASH, entry_leaf
from merkle.notes import Key, NoteRefused, read_note, signatures_of, stamp_of
from merkle.proofs import ProofRefused, check_consistency, check_inclusion

ROOT = "lantern.events."
LONGEST_PROOF = 64


class Witness(NamedTuple):
    """Who has co-signed the log, up to which *size*, and *at* which second."""

    name: str
    size: int
    at: int


class Checked(NamedTuple):
    """What was found in a bundle; *unread* timestamps are of authorities that were not named."""

    checkpoint: Checkpoint | None
    events: int
    playbooks: int
    gaps: int
    witnesses: Sequence[Witness]
    unknown: int
    faults: Sequence[Fault]
    dated: Sequence[Dated] = ()
    unread: int = 0
    told: Sequence[Told] = ()
    positions: Sequence[int] = ()
    made_by: str = ""


class _Check:
    """One bundle being checked."""

    def __init__(self, manifest: Manifest, parts: Mapping[str, bytes]) -> None:
        self.manifest = manifest
        self.parts = parts
        self.faults: list[Fault] = []
        self.checkpoint: Checkpoint | None = None
        self.gaps = 0
        self.witnesses: list[Witness] = []
        self.unknown = 0
        self.dated: list[Dated] = []
        self.unread = 0
        self.times: list[tuple[int, str]] = []

    def fault(self, position: int, why: str) -> None:
        self.faults.append(Fault(position, why))

    def signed(self, logs: Collection[Key]) -> None:
        """Take the checkpoint, if one of the *logs* has signed it."""
        text = self.parts[CHECKPOINT].decode(errors="replace")
        keys = [key for key in logs if text.startswith(f"{key.name}\n")]
        if not keys:
            self.fault(0, f"{CHECKPOINT} is of a log whose key was not named")
            return
        try:
            self.checkpoint, _ = opened(text, *keys)
        except NoteRefused as refused:
            self.fault(0, f"{CHECKPOINT} does not count: {refused}")

    def vouched(self, logs: Collection[Key]) -> str:
        """The log that vouches for having made the bundle; nothing when none does. A wrong signature is a fault."""
        if MADE_BY not in self.parts:
            return ""
        try:
            note = read_note(self.parts[MADE_BY].decode(errors="replace"))
            found = signatures_of(note, [key for key in logs if key.name == self.manifest.origin])
        except NoteRefused as refused:
            self.fault(0, f"{MADE_BY} does not count: {refused}")
            return ""
        if found and note.body != vouching(self.manifest):
            self.fault(0, f"{MADE_BY} is about another bundle than this one")
            return ""
        return self.manifest.origin if found else ""

    def messages(self, part: str, within: str) -> int:
        """Check the lines of *part*, all of whose subjects are *within*; how many there are."""
        count, last = 0, 0
        tails: dict[str, Entry] = {}
        for number, text in enumerate(self.parts[part].splitlines(), start=1):
            count += 1
            try:
                line = msgspec.json.decode(text, type=Line)
            except (msgspec.MsgspecError, ValueError, RecursionError):
                self.fault(0, f"{part}, line {number}: it is not a message")
                continue
            if not 0 < line.position <= LARGEST:
                self.fault(0, f"{part}, line {number}: there is no such position")
                continue
            if line.position <= last:
                self.fault(line.position, f"it stands behind position {last}: it was moved or put in twice")
            last = max(last, line.position)
            if not line.subject.startswith(within):
                self.fault(line.position, f"it is not of this {'case' if part == EVENTS else 'kind'}")
            self._message(line, tails)
        return count

    def _message(self, line: Line, tails: dict[str, Entry]) -> None:
        raw = Raw(
            line.position, line.subject.encode(errors="replace"), line.headers.encode(errors="replace"), line.stored
        )
        try:
            entry = parse(raw, len(ROOT))
        except HistoryDamaged as fault:
            self.fault(line.position, fault.why)
            return
        before, known = _hash(line.before), tails.get(entry.originator)
        if next_chain(before, entry.content) != entry.chain or (entry.version == 1 and before != NO_CHAIN):
            self.fault(line.position, UNFIT)
        if known is not None and known.version >= entry.version:
            self.fault(line.position, f"it is version {entry.version} behind {known.version}: it was moved or put in")
        elif known is not None and known.version == entry.version - 1 and known.chain != before:
            self.fault(line.position, "it does not follow the version before it")
        elif entry.version > 1 and (known is None or known.version < entry.version - 1):
            self.gaps += 1
        tails[entry.originator] = entry
        self.times.append((line.position, entry.recorded_at))
        self._included(line, entry_leaf(line.position, raw.subject, entry.chain))

    def _included(self, line: Line, leaf: bytes) -> None:
        if self.checkpoint is None:
            return
        try:
            proof = [_hash(each) for each in line.proof[:LONGEST_PROOF]]
            check_inclusion(leaf, line.position - 1, self.checkpoint.size, proof, self.checkpoint.root)
        except ProofRefused as refused:
            self.fault(line.position, f"the proof that it is in the log does not hold: {refused}")

    def cosigned(self, witnesses: Collection[Key]) -> None:
        """Check what witnesses have signed, and that the checkpoint goes on from it."""
        for number, text in enumerate(self.parts[WITNESSES].splitlines(), start=1):
            try:
                line = msgspec.json.decode(text, type=Witnessed)
                note = read_note(line.note)
                known, found = read_checkpoint(note.body), cosignatures(note, witnesses)
            except (msgspec.MsgspecError, ValueError, RecursionError) as refused:
                self.fault(0, f"{WITNESSES}, line {number}: it does not count: {_said(refused)}")
                continue
            self.unknown += not found
            self.witnesses += [Witness(key.name, known.size, stamp_of(each)) for key, each in found.items()]
            if found:
                self._goes_on(known, line.consistency, f"{', '.join(key.name for key in found)} co-signed")

    def timestamped(self, certificates: Certificates) -> None:
        """Check what authorities have timestamped, and that the checkpoint goes on from it."""
        for number, text in enumerate(self.parts.get(TIMESTAMPS, b"").splitlines(), start=1):
            if not certificates:
                self.unread += 1
                continue
            try:
                line = msgspec.json.decode(text, type=Stamped)
                known = checkpoint_of(line)
                said = read_token(line.token, line.note.encode(), certificates)
            except (msgspec.MsgspecError, ValueError, RecursionError) as refused:
                self.fault(0, f"{TIMESTAMPS}, line {number}: it does not count: {_said(refused)}")
                continue
            if self._goes_on(known, line.consistency, f"{said.authority} timestamped"):
                self.dated.append(Dated(said.authority, known.size, said.at))

    def told(self) -> list[Told]:
        """The facts whose own time is not that at which they came, as authorities say."""
        span = Span(sorted((dated.size, dated.at) for dated in self.dated))
        return [told for position, at in sorted(self.times) for told in span.told(position, at)]

    def _goes_on(self, known: Checkpoint, written: Sequence[str], who: str) -> bool:
        """Whether the checkpoint goes on from what is *known* by what somebody has said; if not, it is a fault."""
        if self.checkpoint is None:
            return False
        if known.origin != self.checkpoint.origin:
            self.fault(known.size, f"{who} another log")
            return False
        proof = [_hash(each) for each in written[:LONGEST_PROOF]]
        try:
            check_consistency(known.size, known.root, self.checkpoint.size, self.checkpoint.root, proof)
        except ProofRefused as refused:
            self.fault(known.size, f"the log does not go on from what {who}: {refused}")
            return False
        return True


def check(
    manifest: Manifest,
    parts: Mapping[str, bytes],
    logs: Collection[Key],
    witnesses: Collection[Key],
    certificates: Certificates = (),
) -> Checked:
    """Check the *parts* of a bundle with the keys of *logs* and *witnesses*, and the *certificates* of authorities.

    Never raises for what is in them.
    """
    work = _Check(manifest, parts)
    work.signed(logs)
    # Of the rules there are only those that were referred to, so their gaps say nothing.
    playbooks, work.gaps = work.messages(PLAYBOOKS, f"{ROOT}playbook."), 0
    rules = len(work.times)
    events = work.messages(EVENTS, f"{ROOT}case.{manifest.case}.")
    if events != manifest.events:
        work.fault(0, f"{EVENTS} has {events} lines and the manifest says {manifest.events}")
    if work.checkpoint and (work.checkpoint.origin, work.checkpoint.size) != (manifest.origin, manifest.size):
        work.fault(0, f"the manifest is about another checkpoint than {CHECKPOINT}")
    work.cosigned(witnesses)
    work.timestamped(certificates)
    made_by = work.vouched(logs)
    return Checked(
        checkpoint=work.checkpoint,
        events=events,
        playbooks=playbooks,
        gaps=work.gaps,
        witnesses=work.witnesses,
        unknown=work.unknown,
        faults=work.faults,
        dated=sorted(work.dated, key=lambda dated: dated.at),
        unread=work.unread,
        told=work.told(),
        positions=[position for position, _ in work.times[rules:]],
        made_by=made_by,
    )


def _hash(text: str) -> bytes:
    """The hash that *text* writes down; nothing that is a hash where it is none."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return b""
    return found if len(found) == HASH else b""


def _said(refused: Exception) -> str:
    return str(refused) if isinstance(refused, NoteRefused | TimestampRefused) else "it is not a checkpoint"
