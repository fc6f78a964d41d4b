"""Holds the house's limits on length, so that everything can be read in one place without scrolling far.

Invariant: what is over its limit is named with the file, the line and the limit.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("merkle", "domain", "projections", "web", "workers", "infra", "tests", "tools", "bench")

MODULE = 300
FUNCTION = 40
TEST = 20
FILES_IN_A_FOLDER = 10
PAGE = 80
PART = 40
PARTS = frozenset({"components", "partials"})


def faults(root: Path = ROOT) -> Iterator[str]:
    """Name everything under *root* that is over its limit."""
    for folder in FOLDERS:
        modules = sorted((root / folder).rglob("*.py"))
        for module in modules:
            yield from _in_module(module, root)
        for parent in sorted({module.parent for module in modules}):
            count = sum(module.parent == parent and module.name != "__init__.py" for module in modules)
            if count > FILES_IN_A_FOLDER:
                yield f"{parent.relative_to(root)} has {count} modules, at most {FILES_IN_A_FOLDER}: make a subfolder."
    for template in sorted((root / "web/templates").rglob("*.html")):
        lines = len(template.read_text().splitlines())
        limit = PART if PARTS.intersection(template.parts) else PAGE
        if lines > limit:
            yield f"{template.relative_to(root)} has {lines} lines, at most {limit}."


def _in_module(module: Path, root: Path) -> Iterator[str]:
    where = module.relative_to(root)
    text = module.read_text()
    lines = len(text.splitlines())
    if lines > MODULE:
        yield f"{where} has {lines} lines, at most {MODULE}."
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = TEST if node.name.startswith("test_") else FUNCTION
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield f"{where}:{node.lineno} {node.name} has {length} lines, at most {limit}."


def main() -> int:
    """Print what is over its limit; 1 if anything is."""
    found = list(faults())
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
