"""How numbers are coloured: which maps are drawn in greys, and what a legend says."""

import json
import subprocess
from pathlib import Path

import pytest

from lesson.signs import FEW, sign_of_nearly_all
from tests.node import NODE
from ui.stage.component import FOLDER


def run(expression: str, tmp_path: Path):
    """What an expression gives, by the names of the module."""
    asking = tmp_path / "ask.js"
    asking.write_text(
        f'import {{ Tone, halves, signOfNearlyAll, signOfProducts }} from "{FOLDER / "tone.js"}";\n'
        f"console.log(JSON.stringify({expression}));\n"
    )
    done = subprocess.run([NODE, str(asking)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


HALVES = [(0, 0), (0, 2), (3, 0), (1, 1), (FEW, 1 - FEW), (0.9 * FEW, 1), (1, 0.9 * FEW), (1, 3)]


def test_the_browser_and_the_server_have_one_rule(tmp_path):
    found = run(f"{json.dumps(HALVES)}.map(([a, b]) => signOfNearlyAll(a, b))", tmp_path)
    assert found == [sign_of_nearly_all(*one) for one in HALVES] == [0, 1, -1, 0, 0, 1, -1, 0]


@pytest.mark.parametrize(
    ("values", "sign"),
    [([1, 2, 0], 1), ([-1, 0, -3], -1), ([0, 0], 0), ([1, -1], 0), ([100, -1, 3], 1), ([], 0)],
)
def test_of_which_sign_nearly_all_numbers_are(tmp_path, values, sign):
    assert run(f"signOfNearlyAll(...halves({values}))", tmp_path) == sign


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [([0, 5], [0, 2], 1), ([0, 5], [2, 0], -1), ([3, 0], [2, 0], 1), ([0, 5], [4, 5], 0)],
)
def test_the_sign_of_products(tmp_path, one, other, sign):
    assert run(f"signOfProducts({one}, {other})", tmp_path) == sign


@pytest.mark.parametrize(
    ("tone", "texts"),
    [
        ('new Tone("data", 4)', ["−4 0 4", "±4"]),
        ('new Tone("weight", 0.25)', ["−0.25 0 0.25", "±0.25"]),
        ('new Tone("plain", 15)', ["0 15", "0…15"]),
        ('new Tone("data", 2.5, -1)', ["−2.5 0", "0…−2.5"]),
        ('new Tone("data", 1, 1, "picture")', ["0 1", "0…1"]),
        ('new Tone("data", 0)', ["−1 0 1", "±1"]),
    ],
)
def test_what_a_legend_says(tmp_path, tone, texts):
    said = run(f"{tone}.texts", tmp_path)
    written = [
        " ".join(part for part in (one["low"], "0" if one["zero"] else "", one["high"]) if part)
        for one in said
    ]
    assert written == texts


def test_an_all_but_positive_map_shows_the_others_as_zero(tmp_path):
    theme = "{ picture: (level) => level, plain: (value, most) => value / most }"
    for scale in ("picture", "plain"):
        tone = f'new Tone("data", 4, 1, "{scale}")'
        assert run(f"[2, 0].map((value) => {tone}.colour(value, {theme}))", tmp_path) == [0.5, 0]
    negative = f'new Tone("data", 4, -1).colour(-2, {theme})'
    assert run(negative, tmp_path) == 0.5
