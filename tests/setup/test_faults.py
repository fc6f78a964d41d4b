"""Faults are sentences with what to do, and exit codes that scripts rely on."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import faults

HERE = Path("/srv/lantern")

EXAMPLES = (
    faults.AnswerIsNo("The bundle does not verify."),
    faults.Misuse("There is no such view."),
    faults.SettingsRefused(["PORT must be a number.", "DATA must be a folder."]),
    faults.Unreachable("No answer."),
    faults.ServerMissing(),
    faults.ServerNotExecutable(HERE),
    faults.ServerTooOld(HERE, "2.10.0", "2.14.4"),
    faults.ServerNotStarted("it gave no reason", HERE),
    faults.AlreadyRunning(HERE, 42),
    faults.AlreadyRunning(HERE, None),
    faults.ViewsInUse(HERE, "42"),
    faults.ViewsInUse(HERE, ""),
    faults.PortTaken("127.0.0.1", 8000),
    faults.NotWritable(HERE),
    faults.DiskFull(HERE),
)


def kinds(of: type[faults.Fault]) -> Iterator[type[faults.Fault]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_fault_has_an_example_here() -> None:
    assert {type(example) for example in EXAMPLES} >= {
        kind for kind in kinds(faults.Fault) if kind.__module__ == faults.__name__
    }


@pytest.mark.parametrize("fault", EXAMPLES, ids=lambda fault: type(fault).__name__)
def test_a_fault_is_a_sentence(fault: faults.Fault) -> None:
    for sentence in str(fault).splitlines():
        assert sentence[0].isupper() or sentence.startswith(("/", "127"))
        assert sentence.endswith(".")


@pytest.mark.parametrize("fault", EXAMPLES, ids=lambda fault: type(fault).__name__)
def test_a_fault_is_drawn_in_the_tree(fault: faults.Fault) -> None:
    assert type(fault).__name__ in (faults.__doc__ or "")


def test_exit_codes_tell_no_from_misuse_from_unreachable() -> None:
    codes = (faults.AnswerIsNo.exit_code, faults.SettingsRefused.exit_code, faults.DiskFull.exit_code)

    assert codes == (1, 2, 3)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, faults.DiskFull),
        (errno.EDQUOT, faults.DiskFull),
        (errno.EACCES, faults.NotWritable),
        (errno.EROFS, faults.NotWritable),
        (errno.EIO, faults.Unreachable),
    ],
)
def test_what_the_operating_system_says_becomes_a_fault(number: int, expected: type[faults.Fault]) -> None:
    assert type(faults.from_os_error(OSError(number, "reason"), HERE)) is expected
