"""A class, live, under load: ``make load-class``, or ``python -m benchmarks.load_class --help``.

Starts the app on this machine, one teacher and many students on the class channel, and measures:
from the teacher's step to each student's tab, from an answer to its acknowledgement, what is lost
or counted twice, what an idle class costs, and how long a storm takes in which all connect anew at
once. The client runs on the same machine and takes its share of it. Bounded: this machine only, at
most 400 students.

    python -m benchmarks.load_class                          the table
    python -m benchmarks.load_class --students 300 --behind-nginx
    python -m benchmarks.load_class --students 100 --behind-nginx --store redis
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.behind_nginx import two_behind_nginx
from benchmarks.class_tab import ClassTab
from benchmarks.redis_server import running_redis
from benchmarks.server import Server

MOST_STUDENTS = 400
STEPS = 30
IDLE_SECONDS = 10.0
ANSWER_SECONDS = 2.0
TABLE = [(30, False), (100, False), (300, False), (30, True), (100, True), (300, True)]


@dataclass(frozen=True)
class Plan:
    """One class: how many students, on one process or two, kept where."""

    students: int
    behind_nginx: bool
    store: str


@contextmanager
def started(plan: Plan) -> Iterator[tuple[str, list[Server]]]:
    """The app, with a store of its own."""
    with tempfile.TemporaryDirectory(prefix="convlab-class-") as folder:
        os.environ["CONVLAB_STORE"] = str(Path(folder) / "store.sqlite3")
        if plan.store == "redis":
            with running_redis() as redis:
                os.environ["CONVLAB_CLASS_STORE"] = redis.url
                with _processes(plan) as running:
                    yield running
        else:
            os.environ.pop("CONVLAB_CLASS_STORE", None)
            with _processes(plan) as running:
                yield running


@contextmanager
def _processes(plan: Plan) -> Iterator[tuple[str, list[Server]]]:
    if plan.behind_nginx:
        with two_behind_nginx(compress=False) as (url, servers, _):
            yield url, servers
    else:
        with Server() as server:
            yield server.url, [server]


async def in_class(url: str, servers: list[Server], plan: Plan) -> dict[str, object]:
    """Play the class and measure it."""
    teacher = ClassTab(url)
    await teacher.make()
    students = [ClassTab(url, teacher.room) for _ in range(plan.students)]
    for start in range(0, len(students), 25):
        await asyncio.gather(*(one.join() for one in students[start : start + 25]))
    memory = sum(server.memory() for server in servers)
    steps = await _steps(teacher, students)
    acks, lost = await _votes(teacher, students)
    cpu, began = sum(server.cpu() for server in servers), time.perf_counter()
    await asyncio.sleep(IDLE_SECONDS)
    idle = (sum(server.cpu() for server in servers) - cpu) / (time.perf_counter() - began)
    storm = await _storm(teacher, students)
    await teacher.say("end")
    for student in students:
        await student.gone()
    return {
        "students": plan.students,
        "processes": len(servers),
        "store": plan.store,
        "step p50 ms": _at(steps, 0.5),
        "step p95 ms": _at(steps, 0.95),
        "ack p50 ms": _at(acks, 0.5),
        "ack p95 ms": _at(acks, 0.95),
        "lost or doubled": lost,
        "idle % of a core": round(100 * idle, 1),
        "storm s": round(storm, 2),
        "memory MB": round(memory),
    }


async def _steps(teacher: ClassTab, students: list[ClassTab]) -> list[float]:
    """Seconds from a step to each student."""
    took = []
    for number in range(1, STEPS + 1):
        said = time.perf_counter()
        await teacher.say("step", step=number, filter=0)
        for student in students:
            await student.at_step(number)
        took += [student.at["step"] - said for student in students]
        await asyncio.sleep(random.uniform(0.05, 0.25))
    return took


async def _votes(teacher: ClassTab, students: list[ClassTab]) -> tuple[list[float], int]:
    """Seconds from an answer to its acknowledgement; how many are missing or too many."""
    await teacher.say("ask", cell="out[0,0,0,0]")
    took: list[float] = []

    async def answer(student: ClassTab, number: int) -> None:
        await student.until(lambda state: state["question"])
        await asyncio.sleep(random.uniform(0, ANSWER_SECONDS))
        for _ in range(2 if number % 5 == 0 else 1):  # every fifth says it twice
            said = time.perf_counter()
            await student.answer(str(number % 7 + 12))
            took.append(time.perf_counter() - said)

    await asyncio.gather(*(answer(one, number) for number, one in enumerate(students)))
    await teacher.say("close")
    await teacher.say("show", what="bars")
    await teacher.until(lambda state: state["question"].get("bars"))
    counted = sum(bar["first"] for bar in teacher.state["question"]["bars"])
    return took, abs(counted - len(students))


async def _storm(teacher: ClassTab, students: list[ClassTab]) -> float:
    """Seconds until everybody is back in the right state, after all lost the connection at once."""
    for student in students:
        student.cut()
    await asyncio.gather(*(student.gone() for student in students))
    await teacher.say("step", step=999, filter=0)
    began = time.perf_counter()

    async def back(student: ClassTab) -> None:
        student.state = {}
        await student.join()
        await student.at_step(999)
        assert student.state["question"]["yours"][0]

    await asyncio.gather(*map(back, students))
    return time.perf_counter() - began


def _at(values: list[float], share: float) -> int:
    """A quantile in ms."""
    return round(1000 * sorted(values)[min(len(values) - 1, int(share * len(values)))])


def one_class(plan: Plan) -> dict[str, object]:
    """A class on a server of its own."""
    with started(plan) as (url, servers):
        return asyncio.run(in_class(url, servers, plan))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=0, help="0: the whole table")
    parser.add_argument("--behind-nginx", action="store_true", help="two processes behind nginx")
    parser.add_argument("--store", choices=("sqlite", "redis"), default="sqlite")
    wish = parser.parse_args()
    if not 0 <= wish.students <= MOST_STUDENTS:
        parser.error(f"at most {MOST_STUDENTS} students")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    if wish.students:
        print(json.dumps(one_class(Plan(wish.students, wish.behind_nginx, wish.store)), indent=1))
        return
    head: list[str] = []
    for students, behind in TABLE:
        row = one_class(Plan(students, behind, wish.store))
        if not head:
            head = list(row)
            print("| " + " | ".join(head) + " |\n|" + " --: |" * len(head))
        print("| " + " | ".join(str(row[name]) for name in head) + " |", flush=True)


if __name__ == "__main__":
    main()
