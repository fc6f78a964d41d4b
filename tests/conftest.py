"""What every test shares: asyncio is the loop, for the whole session; a busy machine is no failure."""

import os

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether the code is right; speed is for bench/.
settings.register_profile("lantern", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What was looked at on one Python with many examples is looked at on the others with few.
settings.register_profile("brief", settings.get_profile("lantern"), max_examples=15)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "lantern"))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
