"""The page of a case: the record as somebody may see it, what they chose to see of it, and what is new to them.

Invariant: everything in here works on a record that was cut for its reader; nothing looks behind it.
"""
