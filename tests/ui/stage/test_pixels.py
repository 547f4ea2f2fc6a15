"""Cells that are nothing but colours: a pixel for each, in its place."""

import json

import pytest

from tests.node import run_script
from ui.stage.component import FOLDER

PAINT = f"""
globalThis.matchMedia = () => ({{}});
globalThis.document = {{
  createElement: () => {{
    const canvas = {{}};
    const pen = {{
      createImageData: (w, h) => ({{ width: w, height: h, data: new Uint8ClampedArray(4 * w * h) }}),
      putImageData: (image, x, y) => (canvas.put = [image.width, image.height, x, y, [...image.data]]),
      drawImage: (small, ...area) => (canvas.drawn = [small.put, area]),
    }};
    canvas.getContext = () => new Proxy(pen, {{ get: (one, name) => one[name] ?? (() => {{}}) }});
    return canvas;
  }},
}};
const {{ Matrix }} = await import("{FOLDER / "matrix.js"}");
const format = {{ letters: 3, text: String }};
const given = {{ rows: 2, cols: 3, value: (r, c) => 10 * r + c, colour: (v) => [v, v + 100, v + 200], format }};
const bitmap = (more) => {{
  const matrix = new Matrix({{ ...given, ...more }}).place(0, 0, 4);
  return matrix.makeBitmap({{ background: "#ffffff", hatch: "#000000" }}, 2).drawn ?? null;
}};
"""  # noqa: E501


def painted(**more: str):
    spelled = ", ".join(f"{name}: {text}" for name, text in more.items())
    return json.loads(run_script(f"{PAINT}console.log(JSON.stringify(bitmap({{ {spelled} }})));"))


def test_each_cell_has_its_colour_in_its_place():
    (width, height, left, top, data), area = painted()
    assert (width, height, left, top) == (3, 2, 0, 0)
    cells = [data[at : at + 4] for at in range(0, len(data), 4)]
    assert cells == [[v, v + 100, v + 200, 255] for v in (0, 1, 2, 10, 11, 12)]
    assert area == [0, 0, 24, 16]  # cells of 4 px, two device pixels each


@pytest.mark.parametrize("marked", ["padding", "cutOff", "unread", "absent"])
def test_cells_with_marks_are_drawn_one_by_one(marked):
    assert painted(**{marked: "() => false"}) is None
