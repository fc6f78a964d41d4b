"""Answers: templates into pages, faults into words, an interrupted form into one that can go on.

Invariant: an answer tells nobody more than the request was allowed to see.
"""
