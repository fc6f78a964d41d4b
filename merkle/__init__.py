"""A log that nobody has to be trusted for: a tree of hashes over it, and signed statements of how that tree stands.

Invariant of the ring: mathematics alone. Nothing in here does I/O, reads a clock, draws a random number or knows what
the entries of the log mean; it can be used, and read, without the rest of Lantern.

Words, one meaning each:

*Leaf*
    The hash of one entry of a log.
*Tree*
    The Merkle tree of RFC 9162 over all leaves; its *root* is one hash that no leaf can be altered, added or removed
    without.
*Edge*
    The whole subtrees that a tree of some size consists of; enough to go on building it.
*Checkpoint*
    The statement that a log has some size and some root, signed by the log.
*Witness*
    Somebody who signs the checkpoints of a log as well, after having made sure that each goes on from the one before.
*Co-signature*
    What a witness puts under a checkpoint.
"""
