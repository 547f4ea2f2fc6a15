"""Measure one thing in a process of its own, and print it as JSON; `core.py` starts it.

python -m benchmarks.measure versions
python -m benchmarks.measure time WORKLOAD forward|both
python -m benchmarks.measure memory WORKLOAD forward|both PEER
python -m benchmarks.measure contention WORKLOAD
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers import BACKWARD, PEERS, Pass
from benchmarks.workloads import WORKLOADS, Workload

SECONDS = 6.0
"""For one table row, about; at least `FEWEST` rounds."""

FEWEST, MOST = 5, 60

SHORTEST = 0.01
"""A measurement repeats short passes until it lasts this many seconds."""

BUSY = "while True: pass"


def versions() -> dict[str, Any]:
    """Python, NumPy with its BLAS, and the peers that are installed."""
    found: dict[str, Any] = {"Python": platform.python_version()}
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    for name in ("numpy", "torch", "scipy", "opencv-python-headless"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    found["numpy"] += f" with {blas['name']} {blas['version']}"
    return found


def available(workload: Workload, backward: bool) -> tuple[dict[str, Pass], list[str]]:
    """The passes of all peers that can take part, and the names of those that are absent."""
    names = ["Conv Lab", *workload.peers]
    passes, absent = {}, []
    for name in names:
        if backward and (name not in BACKWARD or name in workload.huge):
            continue
        try:
            passes[name] = PEERS[name](workload, backward)
        except ImportError:
            absent.append(name)
    return passes, absent


def times(workload: Workload, backward: bool) -> dict[str, Any]:
    """Median CPU seconds of one pass, in rounds that visit all peers in turn."""
    passes, absent = available(workload, backward)
    repeats, once = {}, 0.0
    for name, run in passes.items():
        run()
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        repeats[name] = max(1, round(SHORTEST / seconds))
        once += seconds * repeats[name]
    rounds = min(max(round(SECONDS / once), FEWEST), MOST)
    found: dict[str, list[float]] = {name: [] for name in passes}
    for _ in range(rounds):
        for name, run in passes.items():
            found[name].append(cpu_seconds(run, repeats[name]))
    medians = {name: statistics.median(values) for name, values in found.items()}
    return {"seconds": medians, "rounds": rounds, "absent": absent}


def cpu_seconds(run: Pass, repeats: int) -> float:
    """CPU time of the process for one pass; another process that takes turns is not counted."""
    if repeats > 1:
        run()  # the peer before has left the caches full of its own
    start = time.process_time()
    for _ in range(repeats):
        run()
    return (time.process_time() - start) / repeats


def memory(workload: Workload, backward: bool, name: str) -> dict[str, Any]:
    """Peak resident bytes while one pass runs, beyond what stood before and what it returns."""
    small = Workload("small", "", (1, *workload.shape[1:2], 40, 40), workload.FN, workload.side)
    try:
        PEERS[name](small, backward)()  # libraries take their own memory at the first call
        run = PEERS[name](workload, backward)
    except ImportError:
        return {"absent": name}
    Path("/proc/self/clear_refs").write_text("5")  # sets the peak back to what is used now
    before = resident("VmRSS")
    result = run()
    peak = resident("VmHWM")
    returned = sum(part.nbytes for part in (result if isinstance(result, tuple) else (result,)))
    return {"beyond": peak - before - returned, "returned": returned}


def resident(line: str) -> int:
    """Bytes, from this process's status."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(
        next(part for part in status.splitlines() if part.startswith(line)).split()[1]
    )


def contention(workload: Workload) -> dict[str, Any]:
    """Median wall seconds of a forward pass, alone and beside two busy processes."""
    run = PEERS["Conv Lab"](workload, False)
    run()
    quiet = wall_seconds(run)
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2)]
    try:
        time.sleep(0.5)
        loaded = wall_seconds(run)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    return {"quiet": quiet, "busy": loaded}


def wall_seconds(run: Pass) -> float:
    """Median of passes during about two seconds."""
    found: list[float] = []
    end = time.perf_counter() + 2
    while time.perf_counter() < end or len(found) < FEWEST:
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main(task: str, name: str = "T", scope: str = "forward", peer: str = "Conv Lab") -> None:
    """Do one task and print its result."""
    workload, backward = WORKLOADS[name], scope == "both"
    tasks: dict[str, Callable[[], dict[str, Any]]] = {
        "versions": versions,
        "time": lambda: times(workload, backward),
        "memory": lambda: memory(workload, backward, peer),
        "contention": lambda: contention(workload),
    }
    print(json.dumps(tasks[task]()))


if __name__ == "__main__":
    main(*sys.argv[1:])
