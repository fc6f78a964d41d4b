"""The protocol between client and server, where nats-py's own way through it costs too much.

Invariant: nothing in here knows a stream or a fact.
"""

from infra.nats.protocol.parsing import QuickParser, Sink

__all__ = ["QuickParser", "Sink"]
