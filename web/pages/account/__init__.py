"""What belongs to a person's own account: where they are signed in, what they prove themselves with, their programs."""

from web.pages.account import changing, programs, proving, second, showing

HANDLERS = (*showing.HANDLERS, *changing.HANDLERS, *programs.HANDLERS, *proving.HANDLERS, *second.HANDLERS)

__all__ = ["HANDLERS", "changing", "programs", "proving", "second", "showing"]
