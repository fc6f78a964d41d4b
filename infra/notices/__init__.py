"""Mail and push, and what is kept of them: the real parts behind the notifying loops.

Invariant: an address or a device is kept sealed, and in clear for as long as a message takes. No message names anybody.
"""
