"""Telling people that something awaits them: what they wish, and what becomes of a message.

Invariant: a notice says that something awaits somebody, and never what, about whom, or where.
"""
