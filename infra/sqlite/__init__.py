"""SQLite under the views: one file for each view, rows and position in one transaction.

Invariant: every file here can be thrown away; the log is the only thing that cannot be made again.
"""
