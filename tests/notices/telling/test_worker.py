"""What the worker that shows messages does not do; tests/browser has it run."""

from __future__ import annotations

import re

from web.answers.shipped import STATIC

TEXT = (STATIC / "js" / "push-worker.js").read_text()


def test_it_hears_of_messages_and_of_who_presses_one_and_of_nothing_else() -> None:
    assert re.findall(r'addEventListener\("(\w+)"', TEXT) == ["push", "notificationclick"]


def test_it_asks_nobody_and_keeps_nothing() -> None:
    forbidden = ("fetch(", "caches", "indexedDB", "importScripts", "XMLHttpRequest", "WebSocket", "postMessage")

    assert [word for word in forbidden if word in TEXT] == []
