"""Measure the core beside its peers, print the tables and write them to `benchmarks/core.md`.

    python -m benchmarks.core              all workloads, about five minutes
    python -m benchmarks.core T S M        these only, printed and not written

Times are CPU time of the process with one thread for each library, the median of rounds that visit
all peers in turn. So they bear another program on the machine better than a clock on the wall, but
not wholly: caches and memory are shared. Ratios within a row are what counts.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.workloads import WORKLOADS, Target, Workload

ROOT = Path(__file__).parent.parent
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
MEMORY = [("M", "both"), ("P", "forward"), ("P", "both"), ("Pg", "forward")]


def measured(*task: str, threads: str | None = "1") -> dict[str, Any]:
    """Run `measure.py` in a process of its own, with one thread for each library or the default."""
    environment = {name: value for name, value in os.environ.items() if name not in THREADS}
    if threads:
        environment |= dict.fromkeys(THREADS, threads)
    command = [sys.executable, "-m", "benchmarks.measure", *task]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def duration(seconds: float) -> str:
    """Seconds with a fitting unit and three digits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def ratio(value: float, target: Target | None) -> str:
    """How many times as fast, and how that stands to the target."""
    shown = f"{value:.3g}"
    if target is None:
        return shown
    must, aim = target
    verdict = "aim" if value >= aim else "must" if value >= must else "**missed**"
    return f"{shown} ({verdict}: {must:g} / {aim:g})"


def times(scope: str, workloads: list[Workload]) -> str:
    """The table of one scope, "forward" or "both"."""
    peers = ["PyTorch", "the book"]
    if scope == "forward":
        peers += ["OpenCV", "SciPy", "nested loops"]
    rows = []
    for workload in workloads:
        found = measured("time", workload.name, scope)
        targets = workload.forward if scope == "forward" else workload.both
        ours = found["seconds"]["Conv Lab"]
        row = [f"{workload.name}: {workload.about}", duration(ours)]
        for peer in peers:
            theirs = found["seconds"].get(peer)
            missing = "absent" if peer in found["absent"] else ""
            row.append(ratio(theirs / ours, targets.get(peer)) if theirs else missing)
        rows.append(row)
        print(" | ".join(row), flush=True)
    return table(["workload", "Conv Lab", *(f"times {peer}" for peer in peers)], rows)


def memory(workloads: list[Workload]) -> str:
    """The table of peak memory beyond input and results."""
    rows = []
    for name, scope in MEMORY:
        workload = WORKLOADS[name]
        if workload not in workloads:
            continue
        row = [name, "forward" if scope == "forward" else "forward and backward"]
        for peer in ("Conv Lab", "PyTorch", "the book"):
            too_much = scope == "both" and peer in workload.huge
            if too_much or peer not in ("Conv Lab", *workload.peers):
                row.append("")
                continue
            found = measured("memory", name, scope, peer)
            row.append("absent" if "absent" in found else f"{found['beyond'] / 2**20:.1f} MB")
        rows.append(row)
        print(" | ".join(row), flush=True)
    return table(["workload", "pass", "Conv Lab", "PyTorch", "the book"], rows)


def contention(workloads: list[Workload]) -> str:
    """The table of times beside two busy processes."""
    rows = []
    for name in ("G", "M"):
        if WORKLOADS[name] not in workloads:
            continue
        found = measured("contention", name, threads=None)
        times_longer = found["busy"] / found["quiet"]
        verdict = "aim" if times_longer <= 3 else "must" if times_longer <= 5 else "**missed**"
        shown = f"{times_longer:.2g} ({verdict}: at most 5 / 3)"
        rows.append([name, duration(found["quiet"]), duration(found["busy"]), shown])
        print(" | ".join(rows[-1]), flush=True)
    return table(["workload", "alone", "beside two busy processes", "times as long"], rows)


def machine() -> str:
    """Where and when this was measured."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    facts = {
        name.strip(): fact.strip() for name, _, fact in (line.partition(":") for line in lines)
    }
    model = facts.get("model name", platform.processor())
    if "cpu family" in facts:
        # one name is sold for years
        model += f" (family {facts['cpu family']}, model {facts['model']}"
        model += ", with AVX-512)" if "avx512f" in facts["flags"].split() else ")"
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    versions = measured("versions")
    libraries = ", ".join(f"{name} {found or 'absent'}" for name, found in versions.items())
    return (
        f"Measured {date.today()} on {os.cpu_count()} CPUs {model}, "
        f"{platform.platform()}; load {load} at the start. One thread each, but for the last "
        f"table, where BLAS has its default threads. {libraries}."
    )


def main(names: list[str]) -> None:
    """Measure, print and write."""
    workloads = [WORKLOADS[name] for name in names] or list(WORKLOADS.values())
    about = machine()
    print(about, flush=True)
    both = [workload for workload in workloads if workload.both]
    sections = [
        "# The core beside its peers",
        about,
        "A ratio says how many times as fast Conv Lab is; in brackets what it must be and is "
        "aimed to be.",
        "## Forward",
        times("forward", workloads),
        "## Forward and backward",
        times("both", both),
        "## Peak memory beyond input and results",
        memory(workloads),
        "## Beside two busy processes",
        contention(workloads),
    ]
    if not names:
        (ROOT / "benchmarks" / "core.md").write_text("\n\n".join(sections) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
