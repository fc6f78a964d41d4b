"""Sessions and passwords on NATS: secrets that can be deleted, kept apart from history.

Invariant: no token and no password is stored; a token's SHA-256 and a password's argon2id hash are.
"""
