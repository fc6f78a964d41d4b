"""What leaves Lantern as a file or as numbers: event logs of cases and months, and statistics without persons.

Invariant: that a copy is taken is on record before anything of it is sent.
"""

from web.pages.copies import counted, logs

HANDLERS = (*logs.HANDLERS, *counted.HANDLERS)
