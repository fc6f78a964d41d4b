"""How the duties of a month were kept, counted without persons.

Invariant: what leaves this package was counted over cases that its reader sees, and a small number is not in it.
"""

from web.statistics.hiding import Shown, shown
from web.statistics.tallies import Group, Tally, add

__all__ = ["Group", "Shown", "Tally", "add", "shown"]
