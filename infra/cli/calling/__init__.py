"""How every command begins and ends: with settings from the environment, and with an exit code.

Invariant: settings are read once, and all their faults are told together; a fault is a sentence on standard error.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn

import click
import uvloop

from domain.ports import StoreAway, StoreFault
from infra.cli.logging import configure
from infra.faults import Fault
from infra.settings import Settings, read


def settings() -> Settings:
    """The settings of this installation, with logging set up as they say. Raises ``SettingsRefused``."""
    found = read(os.environ)
    configure(found.log_level)
    return found


def fail(message: str, code: int) -> NoReturn:
    """End with *code*, saying why."""
    click.echo(message, err=True)
    sys.exit(code)


def run(work: Coroutine[Any, Any, int | None]) -> NoReturn:
    """Do *work*, and end with the code that it returns, or with that of its fault."""
    try:
        code = uvloop.run(work)
    except Fault as fault:
        fail(str(fault), fault.exit_code)
    except StoreAway as fault:
        fail(f"The log cannot be reached: {fault}.", 3)
    except StoreFault as fault:
        fail(str(fault), 1)
    except (KeyboardInterrupt, asyncio.CancelledError):
        code = 0
    sys.exit(code or 0)
