"""The board as a page shows it: what was asked for, what an agency has to do, how it is laid out.

Invariant: whatever an address asks for only narrows down what the reader may see anyway.
"""
