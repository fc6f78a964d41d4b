"""What every test shares: asyncio is the loop, for the whole session."""

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
