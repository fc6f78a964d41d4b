"""The outermost ring: the log, the files, the keys, the clock, and the program that puts them together.

Invariant: nobody imports this ring; whatever the inner rings need reaches them through a port.
"""
