"""A case gone through fact by fact, with the screens that an agency was shown."""

from web.pages.replay.replaying import HANDLERS

__all__ = ["HANDLERS"]
