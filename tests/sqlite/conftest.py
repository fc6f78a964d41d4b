"""Lets the library's suites be imported without PyCryptodome.

They import the library's cipher on PyCryptodome, which no suite here uses. The library has the same cipher on
cryptography, which is installed anyway.
"""

import sys

import eventsourcing.cryptography

sys.modules.setdefault("eventsourcing.cipher", eventsourcing.cryptography)
