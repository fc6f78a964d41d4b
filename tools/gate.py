"""Every check and every test, in one run: what must hold before a change lands.

Invariant: all checks run, whatever fails, so that one run tells every fault; the last line counts all tests that ran.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import pythons

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
SUMMARY = re.compile(r"^=+ .*\b(passed|failed|error|errors|skipped|no tests ran)\b.* =+$")

SLOWEST = 10
"""How many of the slowest tests are told, so that a test that grows slow is seen."""

CHECKS: dict[str, Sequence[str | Path]] = {
    "format": (BIN / "ruff", "format", "--check", "."),
    "lint": (BIN / "ruff", "check", "."),
    "types": (BIN / "mypy",),
    "rings": (BIN / "lint-imports",),
    "templates": (BIN / "djlint", "--lint", "--quiet", "web/templates"),
    "vendored files": (PYTHON, "-m", "tools.vendor", "check"),
    "budgets": (PYTHON, "-m", "tools.budgets"),
    "known vulnerabilities": (PYTHON, "-m", "tools.audit"),
}
INNER = (
    "tests/codec",
    "tests/domain",
    "tests/golden",
    "tests/playbook",
    "tests/projections",
    "tests/sqlite",
    "tests/workers",
)
"""The tests of what decides and shows: they alone reach every branch of it, and only they are slowed by that."""

PYTEST = (PYTHON, "-m", "pytest", "-m", "not soak", "--dist", "loadgroup")
COVERED = (*PYTEST, *INNER, "--cov", "--cov-report=")
OTHERS = (*PYTEST, *(f"--ignore={each}" for each in INNER), f"--durations={SLOWEST}")
AGAIN = (
    PYTHON,
    "-m",
    "pytest",
    "-m",
    "not soak",
    "--last-failed",
    "--last-failed-no-failures=none",
    "-n",
    "0",
)
"""What failed, once more and by itself: a browser that was starved of its processor is told apart from a fault."""
# By branch, and complete, of the rings that decide and show: which those are stands in pyproject.toml.
COVERAGE = ("coverage of domain and projections", (BIN / "coverage", "report", "--fail-under=100"))


@dataclass(frozen=True)
class Result:
    """How one step went."""

    name: str
    passed: bool
    seconds: float
    output: str = ""

    def tell(self) -> None:
        """Print one line when it passed, with what it could not look at, and everything it said when it did not."""
        print(f"{'ok  ' if self.passed else 'FAIL'}  {self.name} ({self.seconds:.1f} s)", flush=True)
        if self.passed and self.output.startswith("not checked"):
            print(f"      {self.output.strip()}", flush=True)
        if not self.passed and self.output:
            print(self.output.rstrip(), flush=True)


def check(name: str, command: Sequence[str | Path]) -> Result:
    """Run one check quietly."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return Result(name, done.returncode == 0, time.monotonic() - began, done.stdout + done.stderr)


def run_tests(command: Sequence[str | Path]) -> tuple[Result, str]:
    """Run pytest while its output goes by; gives the summary line too."""
    began = time.monotonic()
    summary = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            plain = re.sub(r"\x1b\[[0-9;]*m", "", line.strip())
            summary = plain if SUMMARY.match(plain) else summary
    return Result("tests", running.returncode == 0, time.monotonic() - began), summary or "=== no tests ran ==="


def together(summaries: Sequence[str]) -> str:
    """Add up what several runs of pytest said last."""
    counted: Counter[str] = Counter()
    for number, what in re.findall(r"(\d+) (passed|failed|errors?|skipped|deselected)", " ".join(summaries)):
        counted[what] += int(number)
    seconds = sum(float(each) for each in re.findall(r"in ([\d.]+)s", " ".join(summaries)))
    return f"=== {', '.join(f'{number} {what}' for what, number in counted.items())} in {seconds:.0f}s ==="


def results(*, all_pythons: bool) -> Iterator[tuple[Result, str]]:
    """Run everything, cheapest first, and give each result as it comes."""
    with ThreadPoolExecutor(2) as pool:
        for result in pool.map(lambda step: check(*step), CHECKS.items()):
            yield result, ""
    ran = [run_tests((*command, "-n", pythons.workers())) for command in (COVERED, OTHERS)]
    if all(result.passed for result, _ in ran):
        for result, summary in ran:
            yield result, summary
    else:
        print(
            f"\n{together([summary for _, summary in ran])}\nWhat failed is run once more, by itself. "
            "A test that passes now leans on what ran beside it: mend it."
        )
        yield run_tests(AGAIN)
    yield check(*COVERAGE), ""
    if all_pythons:
        for python in pythons.others():
            yield check(f"tests on Python {python.version}", pythons.command(python)), ""


def main(arguments: list[str]) -> int:
    """Run the gate; `--all-pythons` runs the portable tests on the other Pythons of this machine as well."""
    failed: list[str] = []
    summaries: list[str] = []
    for result, line in results(all_pythons="--all-pythons" in arguments):
        result.tell()
        summaries += [line] if line else []
        failed += [] if result.passed else [result.name]
    if failed:
        print(f"\nThe gate is closed: {', '.join(failed)} failed.")
    print(together(summaries))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
