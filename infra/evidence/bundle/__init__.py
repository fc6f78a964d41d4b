"""A case, or a part of it, with all that somebody outside needs to check it: messages as stored, proofs, checkpoints.

Invariant: what was sealed is in a bundle as it is in the log, and no key is; whoever reads one trusts nothing in it but
what a public key of their own vouches for. A bundle proves what it holds; that nothing was left out it does not prove.
"""
