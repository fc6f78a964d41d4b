"""An operator finds every setting, figure, exit code and view in the handbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import web.api.system
from infra.faults import Fault
from infra.settings import VARIABLES, Settings
from tests.docs.markdown import DOCS, section

PAGE = DOCS / "operations.md"
FIGURES = re.findall(r'"(lantern_\w+)"', Path(web.api.system.__file__).read_text())


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_setting_is_in_the_table(variable: str) -> None:
    assert f"| `{variable}` |" in section(PAGE, "Settings")


def test_the_table_has_no_setting_that_is_not_read() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", section(PAGE, "Settings"), re.MULTILINE)) == VARIABLES.keys()


def test_the_defaults_in_the_table_are_those_of_the_code() -> None:
    last_cells = dict(re.findall(r"^\| `([A-Z_]+)` \|.*\| `([^`|]+)` \|$", section(PAGE, "Settings"), re.MULTILINE))
    defaults = Settings()

    assert last_cells["HOST"] == defaults.host
    assert last_cells["PORT"] == str(defaults.port)
    assert last_cells["DATA"] == str(defaults.data)
    assert last_cells["LANTERN_LOG"] == defaults.log_level


def test_every_figure_is_explained() -> None:
    assert FIGURES
    assert [figure for figure in FIGURES if f"| `{figure}` |" not in section(PAGE, "Health and metrics")] == []


def test_every_exit_code_is_explained() -> None:
    codes = {Fault.exit_code, *(kind.exit_code for kind in Fault.__subclasses__()), 0}

    assert set(map(int, re.findall(r"^\| (\d) \|", section(PAGE, "Exit codes"), re.MULTILINE))) == codes
