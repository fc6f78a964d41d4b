"""How agencies stand to a case beside taking part in it: invited, gone, or let in on a part that is walled off.

Invariant: codes, times and identifiers only; nothing in here says anything about a child.
"""
