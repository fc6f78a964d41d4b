"""JetStream as Lantern's event store; the only package that speaks to NATS.

Invariant: whatever is acknowledged here is on disk under the subjects of the storage contract.
"""

from infra.nats.factory import NatsFactory

__all__ = ["NatsFactory"]
