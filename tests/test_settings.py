"""The server's settings and the theme mean what they say."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit import config

from tests.conftest import REPO

SETTINGS = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text())
SURFACES = ("backgroundColor", "secondaryBackgroundColor")


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def luminance(color: str) -> float:
    """Relative luminance of #RRGGBB as WCAG 2 defines it, 0 for black and 1 for white."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_agrees_with_known_pairs():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    # WebAIM's lightest grey that passes on white
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", [name for name, _ in flat(SETTINGS)])
def test_streamlit_knows_the_option(name):
    # the server only logs a warning for a name that it does not know
    assert name in config.get_config_options()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_links_are_legible_on_every_surface(mode):
    theme = SETTINGS["theme"][mode]
    behind = [part[key] for part in (theme, theme["sidebar"]) for key in SURFACES]
    for ink in ("textColor", "linkColor", "codeTextColor"):
        assert min(contrast(theme[ink], surface) for surface in behind) >= 4.5, ink


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_accent_is_legible_where_it_is_text(mode):
    theme = SETTINGS["theme"][mode]
    sidebar = {**theme, **theme["sidebar"]}
    for part in (theme, sidebar):
        assert contrast(part["primaryColor"], part["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_primary_button_is_legible(mode):
    # Streamlit writes white on the accent; 4.5:1 here and on the page needs a black page
    assert contrast(SETTINGS["theme"][mode]["primaryColor"], "#FFFFFF") >= 4


def mixed(one: str, other: str, share: float) -> str:
    """As CSS mixes in srgb: `share` of the one, the rest of the other."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in pairs)


def said(file: str, pattern: str) -> re.Match[str]:
    """What a style says."""
    found = re.search(pattern, (REPO / "ui" / file).read_text())
    assert found, f"{file} does not say {pattern}"
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_small_words_are_legible(mode):
    theme = SETTINGS["theme"][mode]
    pages = (theme, {**theme, **theme["sidebar"]})
    opacity = said("page/style.py", r'"stCaptionContainer"\] { opacity: ([\d.]+)')[1]
    faint = said("grid/number_grid.css", r"--faint: color-mix\(in srgb, \S+ (\d+)%, \S+\)")[1]
    for part in pages:
        ink, paper = part["textColor"], part["backgroundColor"]
        assert contrast(mixed(ink, paper, float(opacity)), paper) >= 4.5
        assert contrast(mixed(ink, paper, int(faint) / 100), paper) >= 4.5
    # a chosen chip: Streamlit lays a tenth of the accent under it
    chips = said("page/style.py", r'"pills"\]\n\) {\n  color: light-dark\((#\w+), (#\w+)\)')
    for part in pages:
        chip = mixed(part["primaryColor"], part["backgroundColor"], 0.1)
        assert contrast(chips[1 if mode == "light" else 2], chip) >= 4.5
    # a pressed button of the photograph: white words
    share = said("photo/viewer/viewer.css", r"--on: color-mix\(in srgb, \S+ (\d+)%, black\)")[1]
    assert contrast(mixed(theme["primaryColor"], "#000000", int(share) / 100), "#FFFFFF") >= 4.5


def test_ink_on_a_cell_is_legible_whatever_its_colour():
    ink = said("stage/theme.js", r'luminance\(c\) > ([\d.]+) \? "(#\w+)" : "(#\w+)"')
    turn = float(ink[1])
    dark, light = luminance(ink[2]), luminance(ink[3])
    assert (turn + 0.05) / (dark + 0.05) >= 4.5
    assert (light + 0.05) / (turn + 0.05) >= 4.5


def test_what_runs_is_pinned_exactly_and_is_all_there_is():
    lines = (REPO / "requirements.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z]+==\d+(\.\d+)+", pin) for pin in pins)
    assert [pin.partition("==")[0] for pin in pins] == [
        "itsdangerous",
        "numpy",
        "pillow",
        "plotly",
        "segno",
        "streamlit",
    ]
