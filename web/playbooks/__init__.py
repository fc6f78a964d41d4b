"""Rules on screen: where a case stands in the flow, its flowchart and checklist, and the playbooks themselves.

Invariant: of a case only duties that its reader may see are drawn, listed or counted; a playbook tells of nobody.
"""
