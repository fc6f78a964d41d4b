"""The rights of the child on screens: what is disputed and corrected, and what is handed out to them.

Invariant: everything in here comes from facts that were cut for their reader; nothing is kept of what is handed out.
"""
