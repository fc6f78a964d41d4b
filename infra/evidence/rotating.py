"""Another key for the logs: the new one signs beside the old one, until people have the new one and the old one goes.

The name of the logs stays, and every checkpoint in between has both signatures, so that whoever holds either key can
verify. Of a key that went the public part stays, for what it has signed.

Invariant: at no moment is there no key; a key goes only once the newest checkpoints are signed with its successor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.evidence.signing import retired_file, settle, signers_of
from infra.faults import AnswerIsNo
from infra.nats.checkpoints.stream import Log
from merkle.checkpoints import opened
from merkle.notes import ED25519, Key, NoteRefused, Signer


def rotate(path: Path) -> Key:
    """Put a new key before the one at *path*, and say which. Refuses while an older one is still there."""
    kept = _kept(path)
    if len(kept) > 1:
        raise AnswerIsNo("An older key still signs beside the newest: run `lantern log-keys retire` first.")
    fresh = Signer(kept[0].name, ED25519, Ed25519PrivateKey.generate())
    settle(path, "\n".join(each.text for each in (fresh, *kept)), over=True)
    return fresh.key


def retire(path: Path, newest: Mapping[Log, str], now: datetime) -> Sequence[Key]:
    """Take all keys but the first out of the file at *path*, and say which; their public parts are kept.

    Refuses where there is no older one, and while the *newest* checkpoint of a log is not signed with the first.
    """
    first, *older = _kept(path)
    if not older:
        raise AnswerIsNo("There is one key, and no older one to take away: run `lantern log-keys rotate` first.")
    for log, note in newest.items():
        try:
            opened(note, first._replace(name=f"{first.name}/{log}").key)
        except NoteRefused:
            raise AnswerIsNo(
                f"The newest checkpoint of {log} is not signed with the new key yet: every process with workers needs "
                f"{path} as it is now. Copy it to the other machines, wait until something was recorded, and try again."
            ) from None
    gone = retired_file(path)
    before = gone.read_text() if gone.exists() else ""
    lines = "".join(f"# signed until {now:%Y-%m-%d}\n{each.key.text}\n" for each in older)
    settle(gone, (lines + before).rstrip("\n"), over=True)
    settle(path, first.text, over=True)
    return [each.key for each in older]


def _kept(path: Path) -> list[Signer]:
    """The keys at *path*, under the name they have there. Raises a fault."""
    return [each._replace(name=each.name.removesuffix("/events")) for each in signers_of(path, "events", make=False)]
