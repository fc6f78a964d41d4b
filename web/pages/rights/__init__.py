"""The rights of the child: what is said to be wrong, what is corrected, and what they get to read.

Invariant: private text is opened only where its reader has said why, and each copy is on record before it is made.
"""

from web.pages.rights import copying, deciding, facts, subject

HANDLERS = (*facts.HANDLERS, *subject.HANDLERS, *deciding.HANDLERS, *copying.HANDLERS)
