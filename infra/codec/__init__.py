"""What a fact looks like on disk.

Invariant: a body is written once, with its keys in the order of the storage contract and its private fields sealed.
"""
