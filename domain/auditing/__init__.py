"""What auditors remark on a case, what the audited answer, and how it is settled. Nobody takes any of it back.

Its originator is ``case.<case>.audit``. Same skeleton as every aggregate: events, commands, state, refusals, decider.
"""
