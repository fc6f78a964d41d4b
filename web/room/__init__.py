"""The room of a conference: what everybody at the table looks at, and who leads them there.

Invariant: how a meeting goes on is no fact and is forgotten with the day; nothing is shown to a table that somebody at
it may not see, and what each sees by themselves is cut for their own eyes.
"""
