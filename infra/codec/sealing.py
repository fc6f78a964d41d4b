"""Private fields on their way to disk: whose key, under which place, in which form.

Invariant: a private field leaves memory as ``{"sealed": …}`` or ``{"erased": …}``, never as text; and a sealed text is
bound to its place, so that it opens nowhere else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import msgspec

from domain.envelope import case_of
from domain.events import Event
from domain.privacy import Clear, Erased, Private, Purpose, Sealed


class Place(NamedTuple):
    """Where a private text stands: the event of an originator, and the field in it."""

    originator: str
    event: str
    field: str

    def bind(self) -> bytes:
        """What the text is bound to."""
        return "\x1f".join(self).encode()


class Sealer(Protocol):
    """Seals texts under keys that are at hand."""

    def seal(self, key: str, text: str, place: Place) -> Sealed | Erased:
        """The sealed *text*; erased where the key was destroyed, because then nothing is kept about its subject."""


class Vault(Sealer, Protocol):
    """Seals, once it has the keys at hand; :class:`infra.vault.KeyRing` is one."""

    async def prepare(self, names: Iterable[str]) -> None:
        """Have the keys *names* at hand, making those that do not exist. Raises the faults of the store."""


class CannotSeal(TypeError):
    """A private field of a new fact holds something that is no text to be sealed, such as another field's seal."""


class WireSealed(msgspec.Struct, frozen=True):
    """The parts of a sealed field on the wire."""

    key: str
    nonce: str
    text: str


class WireErased(msgspec.Struct, frozen=True):
    """The parts of an erased field on the wire."""

    on: datetime | None = None


class WirePrivate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A private field on the wire: one of the two."""

    sealed: WireSealed | None = None
    erased: WireErased | None = None


class Written(msgspec.Struct, frozen=True):
    """A private field as it is read: one of the two."""

    sealed: Sealed | None = None
    erased: Erased | None = None


def subject_of(originator: str, event: Event) -> str:
    """Whose data key a text of *event* is sealed under: the case, the member, or what the originator ends with."""
    member = getattr(event, "member", None) if originator.startswith("directory.") else None
    return case_of(originator) or member or originator.rpartition(".")[2]


def key_name(subject: str, purpose: Purpose) -> str:
    """The name of the data key of *subject* for *purpose*."""
    return f"{subject}-{purpose.value}"


def to_wire(private: Private, key: str, place: Place, sealer: Sealer) -> WirePrivate:
    """*private* as it is stored."""
    if isinstance(private, Clear):
        private = sealer.seal(key, private.text, place)
    elif isinstance(private, Sealed):
        raise CannotSeal(f"{place.field} holds a seal made for another place")
    if isinstance(private, Sealed):
        return WirePrivate(sealed=WireSealed(private.key, private.nonce, private.text))
    return WirePrivate(erased=WireErased(private.on))


def from_wire(written: Written) -> Private:
    """The private field that was *written*. Refuses (``ValueError``) one that is neither sealed nor erased."""
    private = written.sealed or written.erased
    if private is None:
        raise ValueError("a private field is sealed or erased")
    return private


def keep_private(value: Any) -> Any:
    """*value* of a fact that is unknown here, with what is sealed in it as such."""
    if isinstance(value, Mapping):
        if value.keys() in ({"sealed"}, {"erased"}):
            with contextlib.suppress(ValueError):
                return from_wire(msgspec.convert(value, Written))
        return {key: keep_private(part) for key, part in value.items()}
    return [keep_private(part) for part in value] if isinstance(value, list) else value
