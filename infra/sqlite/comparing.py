"""How a live file differs from one built anew.

Invariant: the answer names keys, never what stands under them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infra.sqlite.file import Query, ViewFile
from projections.keeping import Difference

NAMED = 1_000
"""How many keys of each kind are named."""

_ROWS = "SELECT (SELECT COUNT(*) FROM main.documents), (SELECT COUNT(*) FROM built.documents)"
_MISSING = "SELECT key FROM built.documents WHERE key NOT IN (SELECT key FROM main.documents) ORDER BY key LIMIT ?"
_SURPLUS = "SELECT key FROM main.documents WHERE key NOT IN (SELECT key FROM built.documents) ORDER BY key LIMIT ?"
_CHANGED = (
    "SELECT key FROM main.documents a JOIN built.documents b USING (key) WHERE a.body <> b.body ORDER BY key LIMIT ?"
)


def difference(live: ViewFile[Any], built: Path) -> Difference:
    """What the *live* file lacks, has too much, or has otherwise than the file *built* anew."""
    return live.beside(built, _compare)


def _compare(query: Query) -> Difference:
    before, after = query(_ROWS, [])[0]
    missing, surplus, changed = (
        tuple(row[0] for row in query(text, [NAMED])) for text in (_MISSING, _SURPLUS, _CHANGED)
    )
    return Difference(before=before, after=after, missing=missing, surplus=surplus, changed=changed)
