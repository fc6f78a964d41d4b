"""What a fact looks like on disk.

Invariant: a body is written once, with its keys in the order of the storage contract and its private fields sealed.
"""

from infra.codec.envelope import BodyUnreadable, Unregistered, decode, encode, keys_of
from infra.codec.register import check_register
from infra.codec.sealing import CannotSeal, Place, Sealer, Vault, key_name, subject_of

__all__ = [
    "BodyUnreadable",
    "CannotSeal",
    "Place",
    "Sealer",
    "Unregistered",
    "Vault",
    "check_register",
    "decode",
    "encode",
    "key_name",
    "keys_of",
    "subject_of",
]
