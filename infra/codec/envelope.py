"""Envelopes to bytes and back.

Invariant: the keys stand in the order of the contract, every one of them, with null for what is not there. Reading
takes what it finds: older versions are lifted, and names or versions that are not known here become ``Unknown`` with
all they hold.
"""

from __future__ import annotations

from typing import Any

import msgspec

from domain.envelope import Draft, Meta
from domain.events import REGISTER, Event, EventType, Unknown
from infra.codec.sealing import Place, Sealer, Written, from_wire, keep_private, key_name, subject_of, to_wire


class _Fields(msgspec.Struct, frozen=True):
    """What of a body is read where its fact has no type of its own here: the fields, as they are."""

    data: dict[str, Any]


class Unregistered(TypeError):
    """A fact of a type without a registered name cannot be stored."""


class BodyUnreadable(ValueError):
    """A body is not an envelope of this or an older release. Its text is not repeated."""


class _Shape:
    """How the fields of one event type stand on the wire."""

    def __init__(self, kind: EventType) -> None:
        self.kind = kind
        fields = [
            (field.encode_name, Written if field.name in kind.private else field.type, *_default(field))
            for field in msgspec.structs.fields(kind.cls)
        ]
        self.wire = msgspec.defstruct(f"Wire{kind.name}", fields, kw_only=True, frozen=True) if kind.private else None
        self.type: type[Any] = self.wire or kind.cls
        # Of a body the fact alone: what stands around it is passed over, and no part of it is copied.
        body: type[Any] = msgspec.defstruct(f"Body{kind.name}", [("data", self.type)])
        self._read = msgspec.json.Decoder(body).decode
        self.purposes = frozenset(kind.private.values())

    def read(self, body: bytes) -> Event:
        """The fact in *body*."""
        return self.event(self._read(body).data)

    def event(self, decoded: Any) -> Event:
        if self.wire is None:
            return decoded  # type: ignore[no-any-return]
        fields = msgspec.structs.asdict(decoded)
        for name in self.kind.private:
            if isinstance(fields[name], Written):
                fields[name] = from_wire(fields[name])
        return self.kind.cls(**fields)


def _default(field: msgspec.structs.FieldInfo) -> tuple[Any, ...]:
    if field.default is not msgspec.NODEFAULT:
        return (field.default,)
    if field.default_factory is not msgspec.NODEFAULT:
        return (msgspec.field(default_factory=field.default_factory),)
    return ()


_shapes: dict[str, _Shape] = {}
_encode = msgspec.json.Encoder().encode
_decode_meta = msgspec.json.Decoder(Meta).decode
_decode_fields = msgspec.json.Decoder(_Fields).decode


def shape_of(kind: EventType) -> _Shape:
    """The shape of *kind*, made when it is first asked for."""
    shape = _shapes.get(kind.name)
    if shape is None or shape.kind is not kind:
        shape = _shapes[kind.name] = _Shape(kind)
    return shape


def kind_of(event: Event) -> EventType:
    """The registered type of *event*. Refuses (:class:`Unregistered`) one that has none."""
    kind = REGISTER.get(event.NAME)
    if kind is None or kind.cls is not type(event):
        raise Unregistered(f"{type(event).__name__} is not registered as a stored event")
    return kind


def keys_of(originator: str, event: Event) -> set[str]:
    """The data keys that storing *event* takes."""
    purposes = shape_of(kind_of(event)).purposes
    if not purposes:
        return set()
    subject = subject_of(originator, event)
    return {key_name(subject, purpose) for purpose in purposes}


def encode(originator: str, draft: Draft, sealer: Sealer) -> bytes:
    """The body of *draft*. Its keys must be at hand; see :func:`keys_of`."""
    event = draft.event
    kind = kind_of(event)
    data: Any = event
    if kind.private:
        subject = subject_of(originator, event)
        data = {name: getattr(event, name) for name in event.__struct_fields__}
        for name, purpose in kind.private.items():
            place = Place(originator, draft.id, name)
            data[name] = to_wire(data[name], key_name(subject, purpose), place, sealer)
    # The fact comes last, after everything about it.
    return b"".join((_encode(draft.meta)[:-1], b',"data":', _encode(data), b"}"))


def decode(name: str, schema: int, body: bytes) -> tuple[Meta, Event]:
    """What *body* says, under the stored *name* and *schema*. Raises :class:`BodyUnreadable`, never anything else."""
    try:
        return _decode_meta(body), _event(name, schema, body)
    except (msgspec.MsgspecError, RecursionError, LookupError, TypeError, ValueError, AttributeError) as fault:
        raise BodyUnreadable(f"{name} is not readable: {type(fault).__name__}") from None


def _event(name: str, schema: int, body: bytes) -> Event:
    kind = REGISTER.get(name)
    if kind is None or schema > kind.schema or schema < 1:
        return Unknown(name=name, fields=keep_private(_decode_fields(body).data))
    shape = shape_of(kind)
    if schema == kind.schema:
        return shape.read(body)
    fields = _decode_fields(body).data
    for upcaster in kind.upcasters[schema - 1 :]:
        fields = upcaster.lift(fields)
    return shape.event(msgspec.convert(fields, shape.type))
