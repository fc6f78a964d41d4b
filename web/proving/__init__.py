"""How far others vouch for the record: what is signed, co-signed and timestamped, and what is amiss.

Invariant: of the logs it tells sizes and times, never an entry.
"""
