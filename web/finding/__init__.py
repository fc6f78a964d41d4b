"""Finding by words: cases by their number, tasks, what can be done, people, and pages.

Invariant: what is looked through is the viewer's own from the start, so that neither an answer, nor a count, nor the
time it takes tells of anything else; private text is never looked through, because it is never opened for it.
"""

from web.finding.finding import find
from web.finding.found import Found, Group

__all__ = ["Found", "Group", "find"]
