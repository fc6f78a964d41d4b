"""The pages and their fragments.

Invariant: every page works as a plain document with plain forms; htmx only asks for the same things in parts.
"""
