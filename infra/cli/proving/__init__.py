"""Commands that prove: verify a log or a bundle, export one, co-sign as a witness, hand out public keys.

Invariant: what is found wrong is said with its place, and ends with exit code 1.
"""
