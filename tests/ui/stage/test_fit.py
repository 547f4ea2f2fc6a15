"""A picture that fills its room keeps its letters; one that is higher has smaller ones."""

import json

import pytest

from tests.node import run_script
from ui.stage.component import FOLDER


def fitted(layout, room, usual):
    """The height that a picture has, and the sizes of letters that were tried for it."""
    source = (FOLDER / "fit.js").read_text(encoding="utf-8")
    script = f"""
        const tried = [];
        const height = fitted((ui) => {{ tried.push(ui); return {layout}; }}, {room}, {usual});
        console.log(JSON.stringify([height, tried]));
    """
    return json.loads(run_script(source + script))


@pytest.mark.parametrize("room", [470, 470.31, 812.9])
def test_a_picture_as_high_as_its_room_keeps_its_letters(room):
    # rounded up to whole pixels it would be too high
    height, tried = fitted(f"{room} + 1e-9", room, 1.38)
    assert tried == [1.38]
    assert height <= room + 0.5


def test_a_picture_that_is_too_high_gets_smaller_letters_until_it_fits():
    height, tried = fitted("400 * ui", 450.2, 1.38)
    assert tried[0] == 1.38
    assert 400 * tried[-1] <= 450.7 < 400 * tried[-2]
    assert height <= 451


def test_letters_do_not_shrink_without_end():
    height, tried = fitted("900", 300, 1)
    assert tried[-1] == 0.85
    assert height == 900
