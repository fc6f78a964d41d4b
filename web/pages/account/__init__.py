"""What belongs to a person's own account: where they are signed in, what they prove themselves with, their programs."""

from web.pages.account import changing, notices, passkeys, programs, proving, second, showing, touching

HANDLERS = (
    *showing.HANDLERS,
    *notices.HANDLERS,
    *changing.HANDLERS,
    *programs.HANDLERS,
    *proving.HANDLERS,
    *second.HANDLERS,
    *passkeys.HANDLERS,
    *touching.HANDLERS,
)
OPEN = passkeys.OPEN

__all__ = [
    "HANDLERS",
    "OPEN",
    "changing",
    "notices",
    "passkeys",
    "programs",
    "proving",
    "second",
    "showing",
    "touching",
]
