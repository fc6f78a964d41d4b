"""The rooms of conferences on the server: one value each, in a bucket that forgets.

Invariant: a room holds identifiers and the name of a place, never what is shown there.
"""

from infra.nats.rooms.bucket import KeyValueRooms

__all__ = ["KeyValueRooms"]
