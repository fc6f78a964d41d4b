"""One conference about a case: called, held, decided, written down and approved by those who were there.

Its originator is ``case.<case>.conference.<id>``. Same skeleton as every aggregate: events, commands, state, refusals,
decider; ``following`` says which duties its decisions become.
"""
