"""The pages of an audit: what the checks find, what is remarked and answered, which cases are drawn.

Invariant: none of them opens anything about a child; the words of a remark are opened for those it is between.
"""

from web.pages.auditing import across, one_case, remarking, samples

HANDLERS = (*across.HANDLERS, *one_case.HANDLERS, *remarking.HANDLERS, *samples.HANDLERS)
