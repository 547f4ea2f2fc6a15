"""A class on several machines: app processes in network namespaces of their own, and one Redis."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.redis_server import RedisServer
from tests.parts import need, need_part
from tests.server.live.conftest import Class
from tests.server.live.process import Process

# of this run: what a killed one has left behind is in nobody's way
NAMES = tuple(f"convlab-{os.getpid()}-{one}" for one in "ab")


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def machines():
    """Two namespaces, each with one cable to this one: (its name, this end, that end)."""
    made = []
    try:
        for number, name in enumerate(NAMES):
            here, there = f"10.213.{number}.1", f"10.213.{number}.2"
            cable = f"cl{os.getpid() % 10**8}{number}"
            ip("netns", "add", name)
            made.append(name)
            ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("addr", "add", f"{here}/24", "dev", cable)
            ip("link", "set", cable, "up")
            for words in (
                ["addr", "add", f"{there}/24", "dev", "eth0"],
                ["link", "set", "eth0", "up"],
                ["link", "set", "lo", "up"],
            ):
                ip("-n", name, *words)
        yield [(name, f"10.213.{n}.1", f"10.213.{n}.2") for n, name in enumerate(made)]
    finally:
        for name in made:
            ip("netns", "del", name)


async def play(processes):
    await asyncio.gather(*(one.is_up() for one in processes))
    room = Class([one.url for one in processes])
    teacher = await room.teacher()
    students = [await room.student(number % 2) for number in range(20)]
    await teacher.until(lambda state: state["present"] == 20)
    for step in range(1, 6):
        await teacher.say("step", step=step, filter=0)
        for student in students:
            await student.at_step(step)
    await teacher.say("ask", cell="out[0,0,0,0]")
    for student in students:
        await student.until(lambda state: state["question"])
    # each says it twice, on both machines
    texts = [str(number % 3 + 15) for number in range(20)]
    await asyncio.gather(*(one.answer(text) for one, text in zip(students, texts, strict=True)))
    twins = [await room.student((n + 1) % 2, key=one.key) for n, one in enumerate(students)]
    acks = await asyncio.gather(*(one.answer("99") for one in twins))
    assert [ack["text"] for ack in acks] == texts
    await teacher.until(lambda state: state["question"]["answered"] == 20)
    processes[1].kill()
    for student in students[1::2]:
        await student.gone()
        student.url = processes[0].url
        await student.join()
        assert student.state["question"]["yours"][0]["text"] in ("15", "16", "17")
    await teacher.say("close")
    await teacher.say("show", what="bars")
    for tab in (teacher, *students):
        await tab.until(lambda state: state["question"].get("bars"))
        assert sum(bar["first"] for bar in tab.state["question"]["bars"]) == 20
    await teacher.say("end")
    for tab in (teacher, *students):
        assert await tab.gone() == 1000


def test_machines_share_a_class_by_redis():
    need_part("redis-server")
    if os.geteuid():
        pytest.skip("no network namespaces here: they need root")
    need(shutil.which("ip"), "No iproute2: apt-get install iproute2")
    with machines() as found, tempfile.TemporaryDirectory() as folder:
        redis = RedisServer(Path(folder), tuple(here for _, here, _ in found))
        redis.start()
        running = []
        try:
            for name, here, there in found:
                place = f"redis://{here}:{redis.port}/0"
                running.append(Process(place, there, ("ip", "netns", "exec", name)))
            asyncio.run(play(running))
        finally:
            for one in running:
                if one.process.poll() is None:
                    one.kill()
            redis.stop()
