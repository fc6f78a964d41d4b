"""Facts in, documents out: everything a screen shows is folded from the log in here.

Invariant of the ring: an evolve function depends on the document so far and the fact, and on nothing else, so that a
view rebuilt from the log equals the view that followed it live. One module, ``visibility``, cuts what an agency sees.
"""
