"""What people and programs prove themselves with, and how often they may be wrong.

Invariant: nothing in here shows a page; a proof is asked for and counted in one way, whoever asks.
"""
