"""What a process remembers of histories: where each ends, and the latest ones whole.

Invariant: a remembered history is contiguous and verified. It may be old, which is harmless: a reader always asks the
log for what came after it, and a writer who appends to an old end is told so by the log.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from infra.nats.log.message import Entry, Tail, begins

TAILS = 200_000
"""About 250 bytes each."""

BYTES = 64 * 1024 * 1024
ENTRY_BYTES = 900
"""What an entry costs besides its body."""


class Remembered:
    """The least recently used go first: histories by *size* in bytes, ends of histories by number."""

    def __init__(self, size: int = BYTES, tails: int = TAILS) -> None:
        """Remember nothing yet."""
        self._size = size
        self._most = tails
        self._tails: OrderedDict[str, Tail] = OrderedDict()
        self._histories: OrderedDict[str, list[Entry]] = OrderedDict()
        self._used = 0

    def tail(self, originator: str) -> Tail | None:
        """Where the history of *originator* ended when it was last met."""
        return self._tails.get(originator)

    def after(self, originator: str, version: int) -> list[Entry] | None:
        """The remembered history after *version*, or None when it does not reach back so far."""
        history = self._histories.get(originator)
        if not history or not (history[0].version <= version + 1 or begins(history[0])):
            tail = self._tails.get(originator)
            return [] if tail is not None and tail.version == version else None
        self._histories.move_to_end(originator)
        return history[max(0, version + 1 - history[0].version) :]

    def learn(self, originator: str, news: Sequence[Entry]) -> None:
        """Add verified *news*; what is known already is skipped, and what does not adjoin starts anew."""
        if not news or not self._advance(originator, news[-1].tail):
            return
        history = self._histories.get(originator)
        if history is not None and history[-1].version + 1 >= news[0].version:
            fresh: Sequence[Entry] = [entry for entry in news if entry.version > history[-1].version]
            history.extend(fresh)
        else:
            self._drop(originator)
            fresh = news
            self._histories[originator] = list(news)
        self._histories.move_to_end(originator)
        self._used += _cost(fresh)
        while self._used > self._size and self._histories:
            self._drop(next(iter(self._histories)))

    def forget(self, originator: str) -> None:
        """Forget the history of *originator* and where it ended."""
        self._drop(originator)
        self._tails.pop(originator, None)

    def _advance(self, originator: str, tail: Tail) -> bool:
        """Move the end forwards; False when the end that is known is not behind *tail*."""
        known = self._tails.get(originator)
        if known is not None and known.version >= tail.version and originator in self._histories:
            return False
        if known is None or known.version < tail.version:
            self._tails[originator] = tail
        self._tails.move_to_end(originator)
        if len(self._tails) > self._most:
            self._tails.popitem(last=False)
        return True

    def _drop(self, originator: str) -> None:
        self._used -= _cost(self._histories.pop(originator, ()))


def _cost(history: Sequence[Entry]) -> int:
    return ENTRY_BYTES * len(history) + sum([len(entry.body) for entry in history])
