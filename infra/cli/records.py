"""``lantern records``: the records of processing and the annex to the impact assessment, as Markdown.

Invariant: nothing of any case or person is printed; the paper is the same as on its page.
"""

from __future__ import annotations

from contextlib import closing

import click

from infra.clock import SystemClock
from infra.composition.ground import ground
from infra.composition.keys import measures_of
from infra.composition.opener import DirectoryReader, RingOpener
from infra.data import RETENTION
from infra.retention import load_retention
from infra.settings import Settings
from infra.sqlite.holding import holding
from infra.sqlite.views import Views
from projections import directory
from web.people import People
from web.processing.impact import impact
from web.processing.installed import Installed, holders_of
from web.processing.paper import markdown
from web.processing.records import records
from workers.projecting import Projecting

PAPERS = {"processing": records, "impact": impact}


async def tell(settings: Settings, name: str) -> int:
    """Print the paper called *name*."""
    folder, people = settings.data / "views" / "records", People()
    async with ground(settings, join=True) as base:
        with holding(folder), closing(Views(folder, (directory.VIEW,))) as views:
            await Projecting(base.store, views, base.clock).drain()
            await DirectoryReader(views, RingOpener(base.ring), people).read()
    found = Installed(holders_of(people), load_retention(RETENTION), measures_of(settings), SystemClock().now())
    click.echo(markdown(PAPERS[name](found)), nl=False)
    return 0
