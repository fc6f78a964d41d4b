"""What belongs to a person's own account: where they are signed in, what they prove themselves with, their programs."""

from web.pages.account import changing, programs, proving, showing

HANDLERS = (*showing.HANDLERS, *changing.HANDLERS, *programs.HANDLERS, *proving.HANDLERS)

__all__ = ["HANDLERS", "changing", "programs", "proving", "showing"]
