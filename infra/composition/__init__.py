"""The composition root: real parts put behind every port.

Invariant: this is the one place that knows all of them; nothing imports it but the command line.
"""
