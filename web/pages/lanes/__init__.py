"""The timeline of a case as lanes by agency, and the form by which a timeline is chosen."""

from web.pages.lanes import choosing, picture

HANDLERS = (*picture.HANDLERS, *choosing.HANDLERS)
