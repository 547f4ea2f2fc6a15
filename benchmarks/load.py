"""A whole class at once: ``make load``, or ``python -m benchmarks.load --students 30``.

Starts the app on this machine, opens a tab for every student at the same moment, has each hand in a
picture that says whose it is, and change settings until the time is up. Bounded: this machine only,
at most 400 students for 300 seconds.

    python -m benchmarks.load --students 100 --seconds 30
    python -m benchmarks.load --students 300 --behind-nginx     two processes, needs nginx
    python -m benchmarks.load --students 100 --practice         all answer questions of one seed
    python -m benchmarks.load --soak 8                          classes of 60, one after the other
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
from contextlib import ExitStack

from benchmarks.behind_nginx import two_behind_nginx
from benchmarks.classroom import Plan, lesson
from benchmarks.server import Server

MOST_STUDENTS = 400
MOST_SECONDS = 300.0
SOAK_STUDENTS = 60
SOAK_SECONDS = 6.0
SOAK_PATIENCE = 2
"""Seconds that the server keeps sessions in a soak, so that they end between the rounds."""


def wishes() -> argparse.Namespace:
    """What the command line asks for, within bounds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--think", type=float, nargs=2, default=(2.0, 5.0), metavar="SECONDS")
    parser.add_argument("--behind-nginx", action="store_true", help="two processes behind nginx")
    parser.add_argument("--practice", action="store_true", help="on the practice page")
    parser.add_argument("--soak", type=int, default=0, metavar="ROUNDS")
    wish = parser.parse_args()
    if not (0 < wish.students <= MOST_STUDENTS and 0 < wish.seconds <= MOST_SECONDS):
        parser.error(f"at most {MOST_STUDENTS} students for {MOST_SECONDS:g} seconds")
    if not 0 <= wish.soak <= 20:
        parser.error("at most 20 rounds")
    return wish


def one_class(wish: argparse.Namespace) -> dict[str, object]:
    """A class on a server of its own."""
    with ExitStack() as stack:
        if wish.behind_nginx:
            url, servers, _ = stack.enter_context(two_behind_nginx())
        else:
            servers = [stack.enter_context(Server())]
            url = servers[0].url
        think = (wish.think[0], wish.think[1])
        plan = Plan(url, wish.students, wish.seconds, think, practice=wish.practice)
        return asyncio.run(lesson(plan, servers))


def soak(rounds: int) -> dict[str, object]:
    """Classes one after the other on one server: what memory and open files do."""
    memory, files, errors = [], [], 0
    with Server({"server.disconnectedSessionTTL": SOAK_PATIENCE}) as server:
        for number in range(rounds):
            plan = Plan(server.url, SOAK_STUDENTS, SOAK_SECONDS, (1.0, 2.0), seed=number)
            figures = asyncio.run(lesson(plan, [server]))
            errors += len(figures["errors"])  # type: ignore[arg-type]
            asyncio.run(asyncio.sleep(SOAK_PATIENCE + 1))
            memory.append(round(server.memory(), 1))
            files.append(server.files())
    return {"rounds": rounds, "memory MB": memory, "open files": files, "errors": errors}


def main() -> None:
    wish = wishes()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    figures = soak(wish.soak) if wish.soak else one_class(wish)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
