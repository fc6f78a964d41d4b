"""A playbook as a flowchart: places first, words and states afterwards.

Invariant: places are computed here and colours nowhere; what is drawn is also said in a table.
"""
