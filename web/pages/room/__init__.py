"""The room of a conference: looked at together, and led by who presents.

Invariant: nobody opens one who was not asked to its conference, and who leads is decided where the room lies.
"""

from web.pages.room import room

HANDLERS = room.HANDLERS
