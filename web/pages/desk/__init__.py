"""What belongs to the person: their settings, the keys, and the search.

Invariant: nothing in here changes anything about a case.
"""

from web.pages.desk import helping, people, searching, settings

HANDLERS = (*settings.HANDLERS, *helping.HANDLERS, *people.HANDLERS, *searching.HANDLERS)
