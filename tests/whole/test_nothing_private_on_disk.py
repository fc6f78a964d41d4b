"""No name, place or note of any child is on disk or in a log, whatever was done with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from domain.commands import CATALOGUE
from domain.events import REGISTER
from infra.data import SCENARIOS
from infra.scenarios import load_people, load_scenarios
from tests.whole.process import PASSWORD, Lantern

pytestmark = pytest.mark.xdist_group("whole")

CODE = re.compile(r"[a-z-]*|.{0,5}")
"""A code of a list, which coordination needs in clear; texts this short would be found by chance."""


def private_texts() -> Iterator[str]:
    """Every free text that the demo's stories hold in a field that some event keeps sealed."""
    sealed = {field for kind in REGISTER.values() for field in kind.private} - {"sex", "birth_date"}
    demo = load_people(SCENARIOS / "directory.toml")
    for scenario in load_scenarios(SCENARIOS, demo):
        for step in scenario.steps[: scenario.until]:
            fields = CATALOGUE[step.slug].command.__struct_fields__
            for name, value in msgspec.to_builtins(step.data).items():
                if name in sealed and name in fields and isinstance(value, str) and not CODE.fullmatch(value):
                    yield value


def work_with_private_text(lantern: Lantern) -> None:
    """Open identities and timelines, type a note, and be refused with private text in the request."""
    with httpx.Client(base_url=lantern.url, follow_redirects=True, timeout=30) as browser:
        browser.post("/sign-in", data={"email": "carer.it@lantern.example", "password": PASSWORD})
        case = re.findall(r'href="/cases/([0-9a-f]{32})"', browser.get("/cases").text)[0]
        page = browser.get(f"/cases/{case}").text
        token = re.findall(r'name="_csrf_token" value="([^"]+)"', page)[0]
        shown = browser.post(f"/cases/{case}/identity", data={"_csrf_token": token, "look_reason": "duty"}).text
        assert "Abena" in shown
        form = {"_csrf_token": token, "names": "Abena Tesfay-Typed", "birth_date": "not-a-date", "reason": ""}
        assert browser.post(f"/cases/{case}/do/correct-identity", data=form).status_code == 422


def test_the_data_folder_and_the_log_hold_no_private_text(demo: Lantern) -> None:
    work_with_private_text(demo)

    texts = {*private_texts(), "Abena Tesfay-Typed"}
    files = [path for path in demo.data.rglob("*") if path.is_file()]
    found = {
        (text[:3] + "…", path.name) for path in [*files, demo.log] for text in texts if text.encode() in _bytes(path)
    }

    assert len(texts) > 40
    assert len(files) > 10
    assert found == set()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
