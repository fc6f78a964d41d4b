"""Writes the golden files of new event types: ``python -m tests.golden.write``.

What is there is left alone, because it is on disk elsewhere too: another shape takes another schema version and an
upcaster. Only before a type has ever been stored may its file be written anew, by name:
``python -m tests.golden.write TaskClaimed``.
"""

from __future__ import annotations

import sys

from tests.golden.shapes import shapes


def main(anew: set[str]) -> int:
    changed = []
    for shape in shapes():
        if not shape.file.exists() or shape.kind.name in anew:
            shape.file.write_text(shape.text)
        elif shape.file.read_text() != shape.text:
            changed.append(shape.file.name)
    for name in changed:
        sys.stderr.write(f"{name} has another shape now: give the event a new schema version and an upcaster\n")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
