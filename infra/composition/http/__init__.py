"""The HTTP server of a process.

Invariant: it runs in the loop of everything else, and what a connection may cost is bounded before anything is read.
"""
