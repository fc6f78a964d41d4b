"""The same log and keys, held in memory: for rehearsals, tools and tests.

Invariant: whatever ``tests/contracts`` says of the log on JetStream is true of this one.
"""

from infra.memory.events import MemoryEventStore
from infra.memory.keys import MemoryKeys

__all__ = ["MemoryEventStore", "MemoryKeys"]
