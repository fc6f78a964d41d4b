"""Samples of cases that auditors draw by a rule, so that nobody can choose which cases are looked at.

Its originator is ``audit.sample.<sample>``. A sample is announced first and drawn afterwards, by the root of a signed
checkpoint that nobody could know when it was announced; ``drawing`` says how.
"""
