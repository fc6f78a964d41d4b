"""``python -m tools.catalogue`` writes its pages, with ``--check`` it only says which of them are stale.

Invariant: with ``--check`` nothing is written.
"""

import sys

from tools.catalogue import PAGES, stale


def main(arguments: list[str]) -> int:
    """Write or check the pages; 1 when one is stale, 2 for an argument that is none."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m tools.catalogue [--check]", file=sys.stderr)
        return 2
    if not arguments:
        for page, write in PAGES.items():
            page.write_text(write(), encoding="utf-8")
        return 0
    found = stale()
    for page_name in found:
        print(f"{page_name} is stale: run `python -m tools.catalogue` and commit it.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
