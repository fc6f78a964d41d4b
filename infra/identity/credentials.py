"""Passwords as argon2id hashes in their own deletable stream.

Invariant: ``lantern.credentials.<member>`` holds one message; replacing a password deletes the bytes of the old hash.
"""

from __future__ import annotations

import asyncio
import functools

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from infra.identity.answering import answering, patiently

STREAM = "LANTERN_CREDENTIALS"
SUBJECT = "lantern.credentials"


class _Stored(msgspec.Struct, frozen=True, kw_only=True):
    password: str


HASHER = PasswordHasher()
"""RFC 9106's low-memory profile."""


@functools.cache
def _nobodys(hasher: PasswordHasher) -> str:
    """The hash that a guess for nobody is compared with: made once, since that takes as long as a guess."""
    return hasher.hash("nobody has this password")


class StreamCredentials:
    """Passwords of members."""

    def __init__(self, js: JetStreamContext, hasher: PasswordHasher = HASHER) -> None:
        """Use *js*; *hasher* says how dear a guess is."""
        self._js = js
        self._hasher = hasher
        self._nobody = _nobodys(hasher)

    async def verify(self, member: str | None, password: str) -> bool:
        """Whether *password* is the member's. A member who does not exist costs the same time."""
        found = None if member is None else await self._read(member)
        matches = await asyncio.to_thread(self._matches, found[0] if found else self._nobody, password)
        return matches and found is not None

    async def known(self, member: str) -> bool:
        """Whether the member has a password at all."""
        return await self._read(member) is not None

    async def set_password(self, member: str, password: str) -> None:
        """Replace the member's password and erase the hash of the old one."""
        await self._erase_all_but_last(member)
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        with answering():
            await self._js.publish(f"{SUBJECT}.{member}", msgspec.json.encode(_Stored(password=hashed)))
        await self._erase_all_but_last(member)

    async def _erase_all_but_last(self, member: str) -> None:
        """Erase older hashes, also one that a crash between the two steps of an earlier change left behind."""
        last = await self._read(member)
        while last is not None:
            with answering():
                first = await self._js.get_msg(STREAM, 1, subject=f"{SUBJECT}.{member}", next=True)
                if first.seq is None or first.seq >= last[1]:
                    return
                await self._js.delete_msg(STREAM, first.seq)

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _read(self, member: str) -> tuple[str, int] | None:
        try:
            message = await patiently(lambda: self._js.get_last_msg(STREAM, f"{SUBJECT}.{member}"))
        except NotFoundError:
            return None
        return msgspec.json.decode(message.data or b"", type=_Stored).password, message.seq or 0
