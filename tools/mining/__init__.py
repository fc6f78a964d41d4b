"""Event logs of Lantern, read by a program of others: `make mining`.

Invariant: no child is in them; the stories of the demo are.
"""
