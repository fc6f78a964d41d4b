"""The page for administrators: how the installation is doing, and nothing about any child."""

from __future__ import annotations

from tests.web.conftest import Open


async def test_an_administrator_sees_how_far_each_view_is(browser: Open) -> None:
    admin = await browser("admin.be")

    page = await admin.get("/installation")

    assert "timeline" in page.text
    assert "No fact was set aside" in page.text
    assert "facts not signed yet" in page.text
    assert "Nobody is told by mail or push" in page.text
    assert "messages that reached nobody" in page.text


async def test_nobody_else_has_such_a_page(browser: Open) -> None:
    police = await browser("police.be")

    page = await police.get("/installation", status=404)

    assert "Not found" in page.text
