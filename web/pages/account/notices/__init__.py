"""What one is told of by mail and push: choosing it, the browsers that are told, what became of messages."""

from web.pages.account.notices import choosing, devices, showing, unreached

HANDLERS = (*showing.HANDLERS, *choosing.HANDLERS, *devices.HANDLERS, *unreached.HANDLERS)

__all__ = ["HANDLERS", "choosing", "devices", "showing", "unreached"]
