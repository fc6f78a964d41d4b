"""An append-only log on a JetStream stream, as bytes: what a fact means is decoded further in.

Invariant: entries are verified before they are returned, and stored with an expectation.
"""

from infra.nats.log.jetstream import JetStreamLog
from infra.nats.log.message import Entry, Outgoing, Tail

__all__ = ["Entry", "JetStreamLog", "Outgoing", "Tail"]
