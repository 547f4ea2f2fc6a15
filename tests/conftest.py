"""What every test shares."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from benchmarks.redis_server import RedisServer, running_redis
from tests.parts import need_part

REPO = Path(__file__).resolve().parent.parent

# deadline: a slow or busy machine is not a wrong result
# and layers that do not fit are many: to throw them away is quick
USUAL = settings(
    deadline=None, print_blob=True, max_examples=50,
    suppress_health_check=[HealthCheck.filter_too_much],
)  # fmt: skip
settings.register_profile("here", USUAL)
settings.register_profile("ci", USUAL, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# what tests, and the servers they start, hand out is kept beside what this machine's class has
os.environ.setdefault(
    "CONVLAB_STORE", str(Path(tempfile.mkdtemp(prefix="convlab-test-")) / "store.sqlite3")
)


@pytest.fixture(scope="session")
def repo() -> Path:
    """The folder that holds app.py."""
    return REPO


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A Redis for all tests of a process; each empties it first."""
    need_part("redis-server")
    with running_redis() as server:
        yield server
