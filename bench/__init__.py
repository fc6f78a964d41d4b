"""How fast Lantern is, beside something that does the same with less: `make bench`, or `python -m bench append`.

Invariant: a figure is a ratio of two things measured in turns within one run, or says that it is not; what misses its
target is printed as missed.
"""
