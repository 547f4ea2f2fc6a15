"""Students at work: each opens a tab, hands in a picture, changes settings, thinks."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles

import psutil  # type: ignore[import-untyped]

from benchmarks.canary import canaries, canary_name, canary_png
from benchmarks.server import Server, busy_seconds
from benchmarks.tab import Run, Tab

CHANGES: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("Stride", (1, 2, 3)),
    ("Padding", (0, 1, 2)),
    ("Filters", (1, 2, 3, 4)),
    ("Dilation", (1, 2)),
    ("Preset", ("Sobel x", "Sharpen", "Box blur", "Emboss")),
)

ANSWERS = ("1", "-2", "3", "4", "5.5", "8", "12x18", "abc")
GO_ON = ("Next question", "To the result", "New run")


@dataclass
class Plan:
    """A class: how many, where, how long (seconds), thinking how long (seconds, from and to).

    With `practice` all answer the questions of one seed, well or badly, and hand in nothing.
    """

    url: str
    students: int
    seconds: float
    think: tuple[float, float] = (2.0, 5.0)
    pictures: bool = True
    practice: bool = False
    seed: int = 1


@dataclass
class Seen:
    """What the class has seen so far."""

    first: list[Run] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    own: int = 0
    foreign: set[int] = field(default_factory=set)
    ready: int = 0
    until: float = float("inf")


async def student(number: int, plan: Plan, seen: Seen, begin: asyncio.Event) -> None:
    """One student, from the first page to the closed tab."""
    chance = random.Random(plan.seed * 10_007 + number)
    met: set[int] = set()
    tab = Tab(plan.url, watch=lambda data: met.update(canaries(data)))
    try:
        try:
            seen.first.append(await tab.open())
            if plan.practice:
                tab.query = f"seed={plan.seed}"
                await tab.go("practice")
            elif plan.pictures:
                answer = await tab.upload(
                    "Upload an image", canary_name(number), canary_png(number)
                )
                if answer.status != 204:
                    seen.errors[f"upload: {answer.status}"] += 1
        finally:
            seen.ready += 1
        await begin.wait()
        await asyncio.sleep(chance.uniform(0, plan.think[1]))
        while time.perf_counter() < seen.until:
            seen.runs.append(await (practise if plan.practice else change)(tab, chance))
            await asyncio.sleep(chance.uniform(*plan.think))
    except Exception as error:
        seen.errors[f"{type(error).__name__}: {error}"[:120]] += 1
    seen.errors.update(tab.trouble)
    seen.own += number in met
    seen.foreign |= met - {number}
    await tab.close()


async def change(tab: Tab, chance: random.Random) -> Run:
    """Another value for one of the settings."""
    label, values = chance.choice(CHANGES)
    other = chance.choice([value for value in values if value != tab.value(label)])
    return await tab.change(label, other)


async def practise(tab: Tab, chance: random.Random) -> Run:
    """The next thing to do in a run: answer, go on, begin anew."""
    shown = {getattr(element, "label", "") for element in tab.elements.values()}
    if "Check" not in shown:
        return await tab.press(next(label for label in GO_ON if label in shown))
    tab.set("Your answer", chance.choice(ANSWERS))
    return await tab.press("Check")


async def lesson(plan: Plan, servers: Sequence[Server]) -> dict[str, object]:
    """A whole class from the first tab to the last, in figures.

    The first pictures are those of all students at the same moment. Processor time per rerun is
    that of the servers, divided by the reruns that ended within the time.
    """
    seen, begin = Seen(), asyncio.Event()
    tasks = [asyncio.create_task(student(k, plan, seen, begin)) for k in range(plan.students)]
    while seen.ready < plan.students:
        await asyncio.sleep(0.05)
    seen.until = time.perf_counter() + plan.seconds
    begin.set()
    before = _spent(servers)
    await asyncio.sleep(plan.seconds)
    cpu, other = (now - then for now, then in zip(_spent(servers), before, strict=True))
    runs, memory = len(seen.runs), sum(server.memory() for server in servers)
    await asyncio.gather(*tasks)
    return {
        "students": plan.students,
        "reruns": len(seen.runs),
        "first picture ms": spread([1000 * run.picture for run in seen.first]),
        "first page ms": spread([1000 * run.seconds for run in seen.first]),
        "rerun ms": spread([1000 * run.seconds for run in seen.runs]),
        "CPU ms per rerun": round(1000 * cpu / max(1, runs), 1),
        "kB per rerun": round(sum(run.bytes for run in seen.runs) / max(1, runs) / 1000, 1),
        "reruns per s": round(runs / plan.seconds, 1),
        "memory MB": round(memory),
        "other CPU %": round(100 * other / plan.seconds),
        "errors": dict(seen.errors),
        "own canaries": seen.own,
        "foreign canaries": len(seen.foreign),
    }


def _spent(servers: Sequence[Server]) -> tuple[float, float]:
    """Processor seconds so far of the servers, and of everything but them and this client."""
    cpu = sum(server.cpu() for server in servers)
    mine = psutil.Process().cpu_times()
    return cpu, busy_seconds() - cpu - mine.user - mine.system


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th and 99th of a hundred.

    Examples
    --------
    >>> spread([float(value) for value in range(101)])
    {'p50': 50.0, 'p95': 95.0, 'p99': 99.0}
    """
    if len(values) < 2:
        values = [*values, *values] or [0.0, 0.0]
    cuts = quantiles(values, n=100, method="inclusive")
    return {f"p{place}": round(cuts[place - 1], 1) for place in (50, 95, 99)}
