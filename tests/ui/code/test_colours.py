"""The colours of the listing are read on every ground that they stand on, in both themes."""

import re
import tomllib
from pathlib import Path

import pytest

from ui.code.component import FOLDER

CSS = (FOLDER / "listing.css").read_text(encoding="utf-8")
REPO = Path(__file__).resolve().parents[3]
THEME = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
PAIRS = dict(re.findall(r"--(\w+): (light-dark\(#\w+, #\w+\))", CSS))
SHARES = {int(share) / 100 for share in re.findall(r"primary-color\) (\d+)%, var\(--st-back", CSS)}


def rgb(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def luminance(colour):
    parts = [v / 255 for v in colour]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(mode):
    usual = {**THEME, **THEME.get(mode, {})}
    return (rgb(usual[f"{name}Color"]) for name in ("primary", "background", "secondaryBackground"))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(PAIRS))
def test_a_colour_of_the_text_has_contrast(name, mode):
    ink = rgb(re.findall(r"#\w+", PAIRS[name])[mode == "dark"])
    accent, page, hover = colours(mode)
    # the line that has run, a loop that has: the accent over the page
    tints = [[a * s + p * (1 - s) for a, p in zip(accent, page, strict=True)]
             for s in SHARES if s < 0.3]  # fmt: skip
    assert len(tints) >= 2
    for ground in (page, hover, *tints):
        assert contrast(ink, ground) >= 4.5, ground


def test_all_of_them_are_looked_at():
    assert set(PAIRS) == {"word", "number", "call", "quiet", "wrong"}
