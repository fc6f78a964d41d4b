"""What lets somebody in, in the stream of secrets: links, tokens of programs, second factors.

Invariant: what is handed out is kept as a hash, what has to be known again is sealed, and what ended is deleted.
"""
