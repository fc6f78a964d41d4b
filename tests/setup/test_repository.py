"""What the repository promises about itself: locks, reasons, limits, targets."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import budgets, gate, lock

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DIRECT = {
    "requirements/runtime.txt": [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]],
    "requirements/test.txt": PROJECT["dependency-groups"]["test"],
    "requirements/bench.txt": PROJECT["dependency-groups"]["bench"],
    "requirements/mining.txt": PROJECT["dependency-groups"]["mining"],
}
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def pins(path: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / path).read_text()))


@pytest.mark.parametrize("path", [lock.RUNTIME, lock.TEST, lock.MINING])
def test_a_lock_names_no_host_and_gives_a_hash_for_everything(path: str) -> None:
    text = (ROOT / path).read_text()

    entries = re.split(r"\n(?=[a-z])", text.strip())

    assert "://" not in text
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", DIRECT)
def test_a_lock_holds_what_the_project_asks_for(path: str) -> None:
    locked = pins(path)

    outside = [text for text in DIRECT[path] for want in [Requirement(text)] if locked[want.name] not in want.specifier]

    assert outside == []


def test_the_tests_run_on_what_is_shipped() -> None:
    assert pins(lock.RUNTIME).items() <= pins(lock.TEST).items()


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs/dependencies.md").read_text()

    names = [Requirement(text).name for texts in DIRECT.values() for text in texts]

    assert [name for name in names if f"| `{name}` |" not in reasons] == []


def test_every_reason_is_for_a_dependency() -> None:
    named = re.findall(r"^\| `([a-z0-9.-]+)` \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)

    assert sorted(named) == sorted(Requirement(text).name for texts in DIRECT.values() for text in texts)


def test_every_ignored_rule_has_its_reason() -> None:
    lint = (ROOT / "pyproject.toml").read_text().split("[tool.ruff.lint]")[1].split("[tool.ruff.lint.flake8")[0]

    codes = [line for line in lint.splitlines() if re.match(r'\s+"[A-Z]+[0-9]*",', line)]

    assert [line for line in codes if not re.search(r"# \S+|TC003", line)] == []


def test_make_help_prints_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None

    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [target for target in phony[1].split() if f"make {target} " not in told] == []


def test_a_function_over_its_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain/long.py").write_text("def long():\n" + "    pass\n" * 40)

    assert list(budgets.faults(tmp_path)) == ["domain/long.py:1 long has 41 lines, at most 40."]


def test_a_crowded_folder_and_a_long_template_are_named(tmp_path: Path) -> None:
    (tmp_path / "web/templates/partials").mkdir(parents=True)
    (tmp_path / "web/templates/partials/card.html").write_text("<p>\n" * 41)
    for number in range(11):
        (tmp_path / f"web/m{number}.py").write_text("")

    assert list(budgets.faults(tmp_path)) == [
        "web has 11 modules, at most 10: make a subfolder.",
        "web/templates/partials/card.html has 41 lines, at most 40.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "============ 12 passed in 0.10s ============",
        "= 1 failed, 12 passed, 2 skipped in 61.20s (0:01:01) =",
        "======== no tests ran in 0.01s ========",
    ],
)
def test_the_gate_knows_pytests_own_summary(line: str) -> None:
    assert gate.SUMMARY.match(line)


def test_the_gate_does_not_take_a_test_name_for_a_summary() -> None:
    assert not gate.SUMMARY.match("=========== test session starts ===========")
