"""Who is asking, and whether the request is theirs.

Invariant: without a session there is nobody; without the session's token nothing changes.
"""
