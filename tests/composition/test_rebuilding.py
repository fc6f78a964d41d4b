"""`lantern rebuild` reaches the views of every process on the machine, and touches none that somebody works on."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.cli.rebuilding import rebuild
from infra.composition.process import Parts, running, views_of
from infra.faults import Misuse, ViewsInUse
from infra.settings import Settings
from infra.sqlite.holding import holding

SERVE, WEB, WORKERS = Parts(), Parts(workers=False), Parts(web=False)


async def has_run(settings: Settings, *kinds: Parts) -> None:
    for parts in kinds:
        async with running(settings, parts):
            pass


def files_of(settings: Settings, parts: Parts) -> list[str]:
    return sorted(file.name for file in views_of(settings, parts).glob("*.sqlite"))


async def test_the_views_of_every_process_are_built_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data=tmp_path)
    await has_run(settings, WEB, WORKERS)

    assert await rebuild(settings, None) == 0

    said = capsys.readouterr().out
    assert "web: board: built anew, no difference." in said
    assert "workers: deadlines: built anew, no difference." in said
    assert files_of(settings, WORKERS) == sorted(f"{view.name}-v{view.version}.0002.sqlite" for view in WORKERS.views)
    assert files_of(settings, SERVE) == []


async def test_one_view_is_built_anew_where_it_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data=tmp_path)
    await has_run(settings, WEB, WORKERS)

    await rebuild(settings, "deadlines")

    assert capsys.readouterr().out.splitlines()[-1] == "workers: deadlines: built anew, no difference."


async def test_nothing_is_touched_while_somebody_works_on_one_of_them(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    await has_run(settings, WEB, WORKERS)
    before = files_of(settings, WEB)

    with holding(views_of(settings, WORKERS)), pytest.raises(ViewsInUse):
        await rebuild(settings, None)

    assert files_of(settings, WEB) == before


async def test_who_has_no_views_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await rebuild(Settings(data=tmp_path), None)

    assert "Nothing to build anew" in capsys.readouterr().out


async def test_a_view_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="There is no view bord: choose one of board, "):
        await rebuild(Settings(data=tmp_path), "bord")
