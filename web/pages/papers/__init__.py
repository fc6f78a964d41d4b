"""The papers of a case: which can be made, in which languages, and each as a file.

Invariant: a paper is made when it is asked for and kept nowhere; that it was taken is on record first.
"""

from web.pages.papers import taking

HANDLERS = taking.HANDLERS
