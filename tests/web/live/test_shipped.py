"""The files we ship: named by their content, packed once, and asked for again only where they changed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.web.harness.browser import Browser
from web.answers import shipped


async def test_a_file_goes_out_packed_to_who_can_unpack_it_and_plain_to_others(nobody: Browser) -> None:
    packed = await nobody.http.get("/static/css/base.css", headers={"accept-encoding": "gzip"})
    plain = await nobody.http.get("/static/css/base.css", headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content)
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content == (shipped.STATIC / "css/base.css").read_bytes()
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


async def test_a_file_is_packed_once_however_often_it_is_asked_for(
    nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(gzip, "compress")

    answers = [await nobody.http.get("/static/js/live.js", headers={"accept-encoding": "gzip"}) for _ in range(2)]

    assert {answer.headers["content-encoding"] for answer in answers} == {"gzip"}


async def test_who_has_the_content_already_is_sent_nothing(nobody: Browser) -> None:
    first = await nobody.http.get("/static/css/base.css")
    again = await nobody.http.get("/static/css/base.css", headers={"if-none-match": f'"x", {first.headers["etag"]}'})

    assert (again.status_code, again.content) == (304, b"")


async def test_an_address_with_the_hash_of_another_content_is_not_kept_for_ever(nobody: Browser) -> None:
    answer = await nobody.http.get("/static/css/base.css?v=0123456789ab")

    assert answer.headers["cache-control"] == "no-cache"


async def test_a_file_that_was_replaced_gets_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "STATIC", tmp_path)
    monkeypatch.setattr(shipped, "_kept", {})
    (tmp_path / "new.css").write_text("a {}")
    before = shipped.static("new.css")
    (tmp_path / "new.css").write_text("a { color: red }")

    assert shipped.static("new.css") != before


async def test_a_font_goes_out_as_it_is(nobody: Browser) -> None:
    answer = await nobody.http.get("/static/vendor/noto-sans-5.3.0-greek.woff2", headers={"accept-encoding": "gzip"})

    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers
