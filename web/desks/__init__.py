"""Whose desk is called what, and what is done to a desk.

Invariant: a desk holds no content of any case, and a page never fails because a desk cannot be read.
"""

from web.desks.keeping import (
    agency_desk,
    desk_of,
    desk_of_member,
    look_after,
    looked_at,
    member_desk,
    taken_note,
    with_view,
    without_view,
)

__all__ = [
    "agency_desk",
    "desk_of",
    "desk_of_member",
    "look_after",
    "looked_at",
    "member_desk",
    "taken_note",
    "with_view",
    "without_view",
]
