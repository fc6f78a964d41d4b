"""Takes the pictures of docs/screens: every kind of page of the demo, as the people of its stories see it.

Invariant: a picture is of the running demo and of nothing else, and small enough to live in the repository.
"""
