"""Which parts a process has, and which views it keeps for them.

Invariant: the name of a process says its parts, and is the folder of its views.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.composition.keys import measures_of
from infra.settings import Settings
from projections import VIEWS, board, cases, deadlines, directory, retention
from projections.standing import expiring
from projections.views import View
from web.services import WebSettings

WEB_VIEWS: tuple[View[Any], ...] = VIEWS
WORKER_VIEWS: tuple[View[Any], ...] = (
    deadlines.VIEW,
    directory.VIEW,
    board.VIEW,
    cases.VIEW,
    retention.VIEW,
    expiring.VIEW,
)


@dataclass(frozen=True)
class Parts:
    """Which parts a process has."""

    web: bool = True
    workers: bool = True
    demo: bool = False

    @property
    def name(self) -> str:
        """What the process is called, also the folder of its views."""
        return "serve" if self.web and self.workers else "web" if self.web else "workers"

    @property
    def views(self) -> tuple[View[Any], ...]:
        """The views it keeps."""
        views = (*(WEB_VIEWS if self.web else ()), *(WORKER_VIEWS if self.workers else ()))
        return tuple({view.name: view for view in views}.values())


def views_of(settings: Settings, parts: Parts) -> Path:
    """The folder of the views that a process with these *parts* keeps."""
    return settings.data / "views" / parts.name


def for_screens(settings: Settings, *, demo: bool) -> WebSettings:
    """What an installation chooses about its screens."""
    return WebSettings(
        secure_cookies=settings.secure_cookies,
        demo=demo,
        metrics_token=settings.metrics_token,
        measures=measures_of(settings, demo=demo),
        proxies=settings.proxies,
        allowed_hosts=settings.hosts,
        origin=settings.url,
    )
