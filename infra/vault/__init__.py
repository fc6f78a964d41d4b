"""The data keys of children and members: made, wrapped, kept at hand, destroyed.

Invariant: private text opens only under a key that is stored, wrapped, and not destroyed.
"""

from infra.vault.destroying import Destroyed, fingerprint
from infra.vault.keeping import KeyStore, Listened, StoredKey
from infra.vault.ring import KeyNotFetched, KeyRing, SealBroken
from infra.vault.wrapping import Keks, KeyUnusable, Wraps

__all__ = [
    "Destroyed",
    "Keks",
    "KeyNotFetched",
    "KeyRing",
    "KeyStore",
    "KeyUnusable",
    "Listened",
    "SealBroken",
    "StoredKey",
    "Wraps",
    "fingerprint",
]
