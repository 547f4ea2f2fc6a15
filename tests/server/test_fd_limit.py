"""Open files: raised, checked, and never all given away."""

import asyncio
import subprocess
import sys

import pytest

from server.connection_limit import BUSY, MOST, ConnectionLimit
from server.fd_limit import LEAST, PER_TAB, RESERVE, tabs
from server.uploads import MB, TOTAL_BYTES
from tests.conftest import REPO


def raise_below(soft: int, hard: int) -> subprocess.CompletedProcess[str]:
    """Raise the limit in a process of its own, which the system gives this much."""
    script = (
        "import resource as r\n"
        f"r.setrlimit(r.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        "from server.fd_limit import raise_limit\n"
        "print(raise_limit(), *r.getrlimit(r.RLIMIT_NOFILE))"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True)


def test_the_limit_is_raised_as_far_as_the_system_lets():
    assert raise_below(256, 4096).stdout.split() == ["4096", "4096", "4096"]


def test_a_limit_that_is_high_already_stays():
    assert raise_below(18_000, 18_000).stdout.split()[0] == "18000"


def test_too_few_are_refused_with_a_way_out():
    done = raise_below(300, LEAST - 1)
    assert done.returncode != 0
    assert f"enough for {tabs(LEAST - 1)} students" in done.stderr
    assert "ulimit -n" in done.stderr
    # the advice holds: one more is accepted
    assert raise_below(300, LEAST).returncode == 0


@pytest.mark.parametrize("limit", [1024, 4096, 16_384])
def test_the_tabs_let_in_leave_a_reserve(limit):
    assert limit - tabs(limit) * PER_TAB >= RESERVE


def test_one_tab_too_many_is_sent_away_and_a_seat_is_free_again_when_one_leaves():
    async def scene() -> list[str]:
        leave = asyncio.Event()
        heard: list[str] = []

        async def app(scope, receive, send):
            heard.append("in")
            await leave.wait()

        doors = ConnectionLimit(app, most=2)

        async def visit(name):
            async def send(message):
                assert message == {"type": "websocket.close", "code": BUSY}
                heard.append(f"{name} sent away")

            await doors({"type": "websocket", "path": "/_stcore/stream"}, connect, send)

        async def connect():
            return {"type": "websocket.connect"}

        inside = [asyncio.create_task(visit(name)) for name in ("one", "two")]
        await asyncio.sleep(0)
        await visit("three")
        leave.set()
        await asyncio.gather(*inside)
        await visit("four")
        return heard

    assert asyncio.run(scene()) == ["in", "in", "three sent away", "in"]


def test_as_many_tabs_as_are_let_in_fit_into_two_gigabytes_with_all_pictures():
    assert 250 * MB + MOST * 0.8 * MB + TOTAL_BYTES < 2048 * MB
