"""The checkpoints of the logs, in a stream of their own, and the leaves that they are made of.

Invariant: a checkpoint is stored behind the one it goes on from, or not at all.
"""

from infra.nats.checkpoints.leaves import LogLeaves, leaf_of
from infra.nats.checkpoints.stream import CheckpointStream, Cosigned, Record, Timestamped

__all__ = ["CheckpointStream", "Cosigned", "LogLeaves", "Record", "Timestamped", "leaf_of"]
