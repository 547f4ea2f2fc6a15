"""What of a step's sentence is spoken with every step. Node runs the module."""

import pytest

from tests.ui.stage.test_keys import run

SUM = " + ".join(["0.25·(−1)"] * 27)


@pytest.mark.parametrize(
    ("spoken", "way", "result", "rest"),
    [
        ("Step 2 of 9, row 0, column 1: out[0,0,0,1]", f" = {SUM}", " ≈ −6.75", ""),
        ("ステップ 2 / 9、行 0：out[0,0,0,1]", f" = {SUM}", " = 6", ""),
        ("Step 3 of 4, dout[0,0,1,0] = 2.5: db[0]", " = 1 + 2.5", " = 3.5", "; dW[0,0,0,0] = 4"),
        ("Step 1 of 4, row 0: col[0]", f" = [{', '.join(['0.25'] * 27)}]", "", ""),
        ("Step 0 of 4: nothing is computed yet.", "", "", ""),
    ],
)  # fmt: skip
def test_the_step_and_what_it_made_are_spoken_and_the_way_can_be_read(
    tmp_path, spoken, way, result, rest
):
    said = spoken + way + result + rest
    code = "export default spoken(JSON.parse(given));\n"
    pieces = run(tmp_path, ("spoken.js",), "spoken", code, said)
    assert pieces == [spoken, way, result, rest]
