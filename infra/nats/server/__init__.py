"""The nats-server that Lantern brings along, for as long as one process needs it.

Invariant: one Lantern works on one DATA, and its server's store outlives it: a next start continues.
"""

from infra.nats.server.access import Access, attach, from_settings
from infra.nats.server.embedded import Death, EmbeddedServer

__all__ = ["Access", "Death", "EmbeddedServer", "attach", "from_settings"]
