"""The HTTP API under ``/api/v1``: the same commands and the same cuts as the screens, as JSON.

Invariant: names and shapes here are kept stable; others script against them.
"""
