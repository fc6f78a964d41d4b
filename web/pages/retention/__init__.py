"""How long things are kept: the rules, what is due, its review by two people, and the certificate of what was erased.

Invariant: none of these pages opens anything private; who needs to read what they decide about does it on the case.
"""

from __future__ import annotations

from web.pages.retention import certificate, deciding, due, one_case

HANDLERS = (*due.HANDLERS, *one_case.HANDLERS, *certificate.HANDLERS, *deciding.HANDLERS)
