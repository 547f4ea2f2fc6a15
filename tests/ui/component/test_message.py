"""What Python packs, JavaScript reads, for every type; and a reader of Python's own."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.node import NODE
from tests.ui.component.messages import unpack
from ui.component.message import TYPES, pack

SCRIPT = Path(__file__).resolve().parents[3] / "ui" / "component" / "message.js"
READ = """
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
// at an odd place of a larger buffer, as a websocket's message is
const whole = Buffer.concat([Buffer.from([7]), ...chunks]);
const { buffer, byteOffset, length } = whole;
const { header, arrays } = readMessage(new Uint8Array(buffer, byteOffset + 1, length - 1));
const text = (value) => (Object.is(value, -0) ? "-0" : String(value));
const told = Object.entries(arrays).map(([name, { shape, values }]) =>
  [name, values.constructor.name, shape, [...values].map(text)]);
console.log(JSON.stringify({ header, told }));
"""


def read_by_javascript(message):
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", SCRIPT.read_text(encoding="utf-8") + READ],
        input=message, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def arrays():
    rng = np.random.default_rng(5)
    drawn = {
        f"{kind}{count}": rng.integers(0, 100, (count, 3)).astype(kind)
        for kind in TYPES.values()
        for count in (0, 1, 2, 5)
    }
    special = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-40, 16777217], np.float64)
    with np.errstate(over="ignore"):
        drawn["special"], drawn["short"] = special, special.astype(np.float32)
    drawn["alike"] = np.full((2, 3, 4), -7, np.int16)
    drawn["hundredths"] = (rng.integers(-32699, 32700, (7, 9)) / 100).astype(np.float32)
    drawn["nearly"] = drawn["hundredths"] + np.float32(0.001)
    drawn["no_zero"] = np.where(np.arange(40) == 3, -0.0, np.float32(0.25)).astype(np.float32)
    drawn["turned"] = np.arange(6, dtype=">f8").reshape(2, 3).T
    return drawn


def test_javascript_reads_what_python_packs_for_every_type():
    sent = arrays()
    read = read_by_javascript(pack({"word": "窓 −0"}, sent))
    assert read["header"]["word"] == "窓 −0"
    assert [name for name, *_ in read["told"]] == list(sent)
    for name, kind, shape, texts in read["told"]:
        array = sent[name]
        assert kind.lower() == f"{array.dtype.name}array"
        assert tuple(shape) == array.shape
        told = np.array([float(text.replace("Infinity", "inf")) for text in texts])
        want = array.astype(np.float64).ravel()
        np.testing.assert_array_equal(told, want)
        np.testing.assert_array_equal(np.signbit(told[want == 0]), np.signbit(want[want == 0]))


def test_python_reads_it_too_bit_by_bit():
    sent = arrays()
    header, read = unpack(pack({"a": [1, None]}, sent))
    assert header["a"] == [1, None]
    for name, array in sent.items():
        assert read[name].astype(array.dtype).tobytes() == array.tobytes(), name


def test_numbers_that_are_all_the_same_travel_once():
    ones = pack({}, {"dout": np.ones((4, 500), np.float32)})
    assert len(ones) < 80
    two = np.ones((4, 500), np.float32)
    two[3, 3] = 2
    assert len(pack({}, {"dout": two})) > 4000


def test_numbers_of_two_decimals_travel_in_half_the_bytes():
    grey = (np.arange(1000) % 256 / 100).astype(np.float32)
    sent = pack({}, {"x": grey})
    assert len(sent) < 2100
    assert unpack(sent)[1]["x"].tobytes() == grey.tobytes()


@pytest.mark.parametrize("array", [np.zeros(2, complex), np.zeros(2, bool), np.zeros(2, np.int64)])
def test_other_types_are_refused(array):
    with pytest.raises(ValueError, match=r"a is \w+; a message holds uint8, "):
        pack({}, {"a": array})


def test_a_header_with_nan_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        pack({"most": float("nan")}, {})
