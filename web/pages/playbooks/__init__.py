"""The playbooks on screen: of a case its flowchart and checklist, and the playbooks themselves."""

from web.pages.playbooks import of_case, published

HANDLERS = (*of_case.HANDLERS, *published.HANDLERS)
