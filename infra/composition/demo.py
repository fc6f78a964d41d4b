"""The demo: agencies, accounts and the two exercise cases, played through real commands.

Invariant: every identifier is derived from the scenario, so a second start on the same DATA plays nothing twice.
"""

from __future__ import annotations

PASSWORD = "lantern-demo"  # noqa: S105  everybody knows it, and a start that is no demo refuses it
ACCOUNTS = """
Demo accounts: <role>.<country>@lantern.example, password %(password)s
  roles      police guardian carer protection hotline asylum chair auditor admin
  countries  be fr gr it se uk          for example police.be@lantern.example
Press Ctrl-C to stop. A second start continues with what was there."""


async def play(process: object) -> None:
    """Soon."""
