"""What of a case was known when, and by whom.

Invariant: nothing in here shows more than the reader sees today.
"""

from web.pages.known import then

HANDLERS = then.HANDLERS
