"""Conferences between the domain and their pages: commands given, shown, asked for.

Invariant: nothing in here decides; what a conference allows is refused by its decider alone.
"""
