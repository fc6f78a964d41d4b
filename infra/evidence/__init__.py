"""What proves to somebody outside that nothing was changed: keys, checks, witnesses, bundles.

Invariant: who checks needs no key of this installation but the public ones, and opens nothing that is sealed.
"""
