"""The screens and the HTTP API: forms and JSON in, commands out; pages, fragments and live updates.

Invariant of the ring: nothing in here decides about a case. What may be seen is cut in ``projections.visibility``, what
may be done is decided in ``domain``, and private text is opened on the way into a page and nowhere else.
"""
