"""The providers of agencies: coming back from one, linking one's account, and what an administrator sets up."""

from web.pages.providers import configuring, linking, returning

HANDLERS = (*linking.HANDLERS, *configuring.HANDLERS)
OPEN = (*returning.HANDLERS, *linking.OPEN)

__all__ = ["HANDLERS", "OPEN", "configuring", "linking", "returning"]
