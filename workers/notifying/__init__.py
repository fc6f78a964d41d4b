"""Telling people that something awaits them: facts become messages, and messages go out.

Invariant: what a message is for stands in the log alone; here there are identifiers, times and ways.
"""
