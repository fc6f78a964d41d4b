"""Fetch the files for browsers and papers that Lantern ships, and prove that they are still the ones that were fetched.

Invariant: every file under `web/static/vendor/`, `infra/papers/fonts/` and `tests/vendor/` is named in `VENDOR.toml`
with the npm integrity of the package it came from and its own sha256; nothing else lies there.

    python tools/vendor.py refresh    needs npm: installs from frontend/package-lock.json, copies, writes VENDOR.toml
    python tools/vendor.py check      offline: recomputes every sha256 and reports what differs
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "frontend" / "package-lock.json"
MANIFEST = ROOT / "web" / "static" / "vendor" / "VENDOR.toml"
FOLDERS = (ROOT / "web" / "static" / "vendor", ROOT / "infra" / "papers" / "fonts", ROOT / "tests" / "vendor")

SHIPPED = "web/static/vendor"
PAPER = "infra/papers/fonts"
TESTS = "tests/vendor"
FONT = "@fontsource-variable/noto-sans"
SUBSETS = ("latin", "latin-ext", "greek", "greek-ext")
# What papers are set in: programs that write PDF read TTF. A name is written in the script of its bearer.
SCRIPTS = (
    ("noto-sans", "NotoSans"),
    ("noto-sans-arabic", "NotoSansArabic"),
    ("noto-sans-ethiopic", "NotoSansEthiopic"),
)
WEIGHTS = ("400Regular", "700Bold")


@dataclass(frozen=True)
class Source:
    """One file of a package and the name it gets here; {version} keeps a new release from hiding behind an old URL."""

    package: str
    path: str
    target: str


SOURCES = (
    Source("htmx.org", "dist/htmx.min.js", f"{SHIPPED}/htmx-{{version}}.min.js"),
    Source("htmx.org", "dist/ext/hx-sse.min.js", f"{SHIPPED}/hx-sse-{{version}}.min.js"),
    Source("htmx.org", "LICENSE", f"{SHIPPED}/licences/htmx.txt"),
    *(
        Source(FONT, f"files/noto-sans-{name}-wght-normal.woff2", f"{SHIPPED}/noto-sans-{{version}}-{name}.woff2")
        for name in SUBSETS
    ),
    Source(FONT, "LICENSE", f"{SHIPPED}/licences/noto-sans.txt"),
    *(
        Source(f"@expo-google-fonts/{package}", f"{weight}/{name}_{weight}.ttf", f"{PAPER}/{name}-{weight[3:]}.ttf")
        for package, name in SCRIPTS
        for weight in WEIGHTS
    ),
    *(
        Source(f"@expo-google-fonts/{package}", "LICENSE_FONT", f"{PAPER}/licences/{name}.txt")
        for package, name in SCRIPTS
    ),
    # What the map is drawn from; tools/atlas draws it.
    Source("world-atlas", "LICENSE", f"{SHIPPED}/licences/world-atlas.txt"),
    Source("axe-core", "axe.min.js", f"{TESTS}/axe-{{version}}.min.js"),
    Source("axe-core", "LICENSE", f"{TESTS}/licences/axe-core.txt"),
)


def sha256(path: Path) -> str:
    """The hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def faults(root: Path = ROOT) -> Iterator[str]:
    """Yield one sentence for each vendored file that is missing, changed, or not listed."""
    listed = set()
    for entry in tomllib.loads((root / MANIFEST.relative_to(ROOT)).read_text())["file"]:
        path = root / entry["path"]
        listed.add(path)
        if not path.is_file():
            yield f"{entry['path']} is listed in VENDOR.toml and is not there."
        elif sha256(path) != entry["sha256"]:
            yield f"{entry['path']} is not the file that was fetched: its sha256 differs."
    for folder in FOLDERS:
        for path in sorted((root / folder.relative_to(ROOT)).rglob("*")):
            if path.is_file() and path.name != MANIFEST.name and path not in listed:
                yield f"{path.relative_to(root)} is not listed in VENDOR.toml."


def refresh() -> None:
    """Install the locked packages in a temporary folder and copy the listed files; npm checks each integrity."""
    packages = json.loads(LOCK.read_text())["packages"]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCK.parent / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
        entries = [_copied(source, packages, Path(folder)) for source in SOURCES]
    MANIFEST.write_text(_manifest(entries))


def _copied(source: Source, packages: dict[str, dict[str, str]], folder: Path) -> dict[str, str]:
    locked = packages[f"node_modules/{source.package}"]
    target = ROOT / source.target.format(version=locked["version"])
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "node_modules" / source.package / source.path, target)
    return {
        "path": target.relative_to(ROOT).as_posix(),
        "name": source.package,
        "version": locked["version"],
        "from": source.path,
        "licence": locked["license"],
        "integrity": locked["integrity"],
        "sha256": sha256(target),
    }


def _manifest(entries: list[dict[str, str]]) -> str:
    blocks = ["# Written by tools/vendor.py refresh; checked by tools/vendor.py check and by the tests.\n"]
    for entry in entries:
        lines = "".join(f'{key} = "{value}"\n' for key, value in entry.items())
        blocks.append(f"[[file]]\n{lines}")
    return "\n".join(blocks)


def main(arguments: list[str]) -> int:
    """Run one of the two commands; 0 done, 1 something differs, 2 misuse."""
    if arguments == ["refresh"]:
        refresh()
    elif arguments != ["check"]:
        print(__doc__)
        return 2
    found = list(faults())
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
