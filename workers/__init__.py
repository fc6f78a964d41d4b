"""The loops: they follow the log and act on what they read.

Invariant of the ring: a loop decides nothing. It folds facts into views, or asks a policy and carries its answer to a
handler; a kill between reading and writing loses nothing and does nothing twice.
"""
