"""What the costliest files cost: memory, and processor time against a generous limit."""

import json
import os
import subprocess
import sys

import pytest

from tests.hostile.worst import worst_numbers, worst_pictures

MEMORY_LIMIT = 200  # MB more than before the file
# 2 s is the promise on a quiet machine; this stops what would run for minutes
CPU_LIMIT = 10

# Runs by itself, and forks for each file: the peak of one does not hide that of the next.
PROBE = """
import json, os, resource, sys
from pathlib import Path
from lesson.files.npy import read_npy
from lesson.files.pictures import read_full, read_picture
from lesson.files.refusal import Refusal
from lesson.files.samples import sample_bytes
from lesson.files.tables import read_csv
for name in ("cat", "rocket"):
    read_picture(sample_bytes(name))
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
readers = {"picture": [read_picture, read_full], "numbers": [read_npy, read_csv]}
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = path.read_bytes()
    for read in readers[path.suffix[1:]]:
        sys.stdout.flush()
        if os.fork() == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
            before = peak()
            try:
                read(data)
                answer = "read"
            except Refusal as refusal:
                answer = str(refusal)
            cpu = resource.getrusage(resource.RUSAGE_SELF)
            print(json.dumps([int(path.stem), read.__name__, answer, peak() - before,
                              cpu.ru_utime + cpu.ru_stime]), flush=True)
            os._exit(0)
        _, status = os.wait()
        if status:
            print(json.dumps([int(path.stem), read.__name__, f"died, status {status}", 0, 0]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in kB on Linux only")
def test_no_file_costs_more_than_200_mb_or_runs_away(repo, tmp_path):
    names: list[str] = []
    for kind, files in (("picture", worst_pictures()), ("numbers", worst_numbers())):
        for name, data in files:
            (tmp_path / f"{len(names):02}.{kind}").write_bytes(data)
            names.append(name)
    run = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path), str(CPU_LIMIT)],
        cwd=repo,
        env={**os.environ, "PYTHONPATH": str(repo)},
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
    )
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    table = [
        f"{megabytes:5.0f} MB {seconds:5.2f} s {read:12} {names[number]}: {answer}"
        for number, read, answer, megabytes, seconds in rows
    ]
    print("\n".join(table))
    assert len(rows) == 2 * len(names)
    assert not [line for line in table if "died" in line]
    assert max(row[3] for row in rows) <= MEMORY_LIMIT, table
    # at least one file must come near the limit, or the measurement sees nothing
    assert max(row[3] for row in rows) > 100


def test_pillow_is_loaded_by_the_first_picture_only(repo):
    code = (
        "import sys, lesson.files.pictures, lesson.files.stage_picture;"
        "import lesson.files.tables, lesson.files.npy;"
        "assert 'PIL' not in sys.modules;"
        "from lesson.files.samples import sample_bytes;"
        "lesson.files.pictures.read_picture(sample_bytes('cat'));"
        "assert 'PIL' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=repo, check=True)
