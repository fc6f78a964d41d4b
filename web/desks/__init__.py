"""Whose desk is called what, and what is done to a desk.

Invariant: a desk holds no content of any case, and a page never fails because a desk cannot be read.
"""

from web.desks.keeping import (
    NameTaken,
    agency_desk,
    desk_of,
    desk_of_member,
    look_after,
    looked_at,
    member_desk,
    taken_note,
    with_view,
    with_view_renamed,
    without_view,
)

__all__ = [
    "NameTaken",
    "agency_desk",
    "desk_of",
    "desk_of_member",
    "look_after",
    "looked_at",
    "member_desk",
    "taken_note",
    "with_view",
    "with_view_renamed",
    "without_view",
]
