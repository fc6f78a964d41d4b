"""Where somebody begins: a board, what needs a decision, what to look at, or how the installation is doing.

Invariant: a home shows nothing that its pages would not show; whoever has no home of their own begins with the board.
"""

from web.pages.home import first

HANDLERS = first.HANDLERS
