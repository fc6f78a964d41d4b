"""Conferences: which there are about a case, one of them, calling one, and every step in it as a form.

Invariant: who was not invited finds no address of a conference; a form that is refused comes back with what was typed.
"""

from web.pages.conference import calling, one, stepping

HANDLERS = (*calling.HANDLERS, *one.HANDLERS, *stepping.HANDLERS)
