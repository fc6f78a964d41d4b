"""How often somebody may be wrong before they have to wait.

Invariant: what is counted is who was tried and from where, hashed, in memory, for a quarter of an hour; who knows the
password of somebody else cannot keep that person out from everywhere with a few wrong guesses of their own. Guesses for
one account wait for each other, so that many at once are no more than as many one after the other.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

FREE = {"both": 5, "account": 50, "address": 100}
"""So many wrong guesses cost nothing: for an account from one address, for an account, from an address."""

REMEMBERED = timedelta(minutes=15)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
MOST = 50_000
"""So many (who, where) are remembered; the ones tried longest ago are forgotten first."""


class Guesses:
    """Wrong guesses of a process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._wrong: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, account: str) -> asyncio.Lock:
        """What a guess for *account* holds from asking whether it is allowed to being counted."""
        _both, (_kind, key), _address = _keys(account, "")
        return self._turns.setdefault(key, asyncio.Lock())

    def pause(self, account: str, address: str, now: datetime) -> timedelta | None:
        """For how long *account* cannot be tried from *address*; None when it can be."""
        waits = [self._wait(kind, key, now) for kind, key in _keys(account, address)]
        longest = max(waits)
        return longest if longest > timedelta(0) else None

    def wrong(self, account: str, address: str, now: datetime) -> None:
        """A guess was wrong."""
        for _kind, key in _keys(account, address):
            count, at = self._wrong.pop(key, (0, now))
            self._wrong[key] = (count + 1 if _is_recent(at, now) else 1, now)
        while len(self._wrong) > MOST:
            self._wrong.popitem(last=False)

    def right(self, account: str, address: str) -> None:
        """A guess was right: what this account was guessed wrong from here is forgotten."""
        (_kind, key), *_others = _keys(account, address)
        self._wrong.pop(key, None)

    def _wait(self, kind: str, key: str, now: datetime) -> timedelta:
        count, at = self._wrong.get(key, (0, now))
        over = count - FREE[kind]
        if over < 0 or not _is_recent(at, now):
            return timedelta(0)
        return at + min(FIRST_PAUSE * (1 << min(over, 10)), LONGEST_PAUSE) - now


def _is_recent(at: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - at < REMEMBERED


def _keys(account: str, address: str) -> tuple[tuple[str, str], ...]:
    who = account.strip().casefold()
    return tuple(
        (kind, hashlib.sha256("\x1f".join((kind, *parts)).encode()).hexdigest())
        for kind, parts in (("both", (who, address)), ("account", (who,)), ("address", (address,)))
    )
