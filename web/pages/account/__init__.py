"""What belongs to a person's own account: where they are signed in, what they prove themselves with, their programs."""

from web.pages.account import changing, passkeys, programs, proving, second, showing

HANDLERS = (
    *showing.HANDLERS,
    *changing.HANDLERS,
    *programs.HANDLERS,
    *proving.HANDLERS,
    *second.HANDLERS,
    *passkeys.HANDLERS,
)
OPEN = passkeys.OPEN

__all__ = ["HANDLERS", "OPEN", "changing", "passkeys", "programs", "proving", "second", "showing"]
