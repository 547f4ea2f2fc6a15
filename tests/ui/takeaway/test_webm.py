"""A film as WebM: each frame is where it belongs, however slow the film is."""

import json
import re
from pathlib import Path

import pytest

import ui.takeaway
from tests.node import run_script

FOLDER = Path(next(iter(ui.takeaway.__path__)))
CLUSTER, TIME = b"\x1f\x43\xb6\x75", b"\xe7"
RUN = """
const frame = (ms, at) => ({ bytes: new Uint8Array([0xaa, 0xbb, at]), ms, key: at === 0 });
const labels = { title: "t", link: "l", made: "m" };
const film = { width: 8, height: 4, codec: "V_VP8", ms: 1, blocks: times.map(frame), ...labels };
const parts = webm(film);
process.stdout.write(Buffer.concat(parts.map((part) => Buffer.from(part))).toString("hex"));
"""


def times_of(film: bytes) -> list[int]:
    """The time of each frame, in ms: its cluster's and its own, a number of 16 bits with a sign."""
    found = []
    for cluster in film.split(CLUSTER)[1:]:
        at = cluster.index(TIME, 8) + 1  # behind the cluster's own size, in eight bytes as all
        size = int.from_bytes(cluster[at + 1 : at + 8])
        begins = int.from_bytes(cluster[at + 8 : at + 8 + size])
        for block in re.finditer(rb"\x81(..)[\x00\x80]\xaa\xbb", cluster, re.DOTALL):
            found.append(begins + int.from_bytes(block[1], signed=True))
    return found


@pytest.mark.parametrize("pace", [500, 1000, 2000])
def test_every_frame_has_its_time(pace):
    script = (FOLDER / "webm.js").read_text(encoding="utf-8")
    times = [at * pace for at in range(100)]
    source = f"const times = {json.dumps(times)};\n{script}\n{RUN}"
    done = run_script(source)
    assert times_of(bytes.fromhex(done)) == times
