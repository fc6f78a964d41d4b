"""Who looks, and who looked: why it is asked, what stays of it, and who may read that.

Invariant: none of these pages opens anything private by itself.
"""

from web.pages.looking import asking, copying, emergency, looked

HANDLERS = (*asking.HANDLERS, *looked.HANDLERS, *copying.HANDLERS, *emergency.HANDLERS)
