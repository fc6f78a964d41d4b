"""Timestamps (RFC 3161): an authority that nobody here controls says when a checkpoint was there already.

Invariant: what an authority is told is one hash; nothing of the log ever waits for it.
"""
