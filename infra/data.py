"""Where the data files of the repository lie: rules, how long records are kept, and scenarios.

Invariant: the same files, whether Lantern runs from a checkout or from an installed wheel.
"""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "data"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parent.parent

PLAYBOOKS = _ROOT / "playbooks"
RETENTION = _ROOT / "retention"
SCENARIOS = _ROOT / "scenarios"
