"""Who acts for an agency: what its administrators see and do, and how the invited come in."""

from web.pages.members import asking, changing, inviting, joining, listing

HANDLERS = (*listing.HANDLERS, *inviting.HANDLERS, *changing.HANDLERS)
OPEN = joining.HANDLERS

__all__ = ["HANDLERS", "OPEN", "asking", "changing", "inviting", "joining", "listing"]
