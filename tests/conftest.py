"""What every test shares: asyncio is the loop, for the whole session; a busy machine is no failure."""

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether the code is right; speed is for bench/.
settings.register_profile("lantern", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lantern")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
