"""Which rows of a long matrix are in sight. Node runs the module."""

import json
import shutil

from tests.node import BROWSER, run_script
from ui.component.joiner import joined
from ui.stage.component import FOLDER

WALK = """
const place = { x: 0, y: 0, cellW: 30, cellH: 20, strip: 0, labels: 0, ui: 1 };
export default [1, 2, 3, 5].map((visible) => {
  const lens = new Lens({ rows: 11, cols: 4 }).place({ ...place, h: 20 * visible });
  return [0, 1, 5, 6, 10, 9, 4, 3, 0].filter((step) => {
    lens.follow(step);
    return step < lens.first || step >= lens.first + lens.visible;
  });
});
"""


def test_the_current_row_is_in_sight_even_where_there_is_room_for_one(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "stage")
    (tmp_path / "main.js").write_text('import { Lens } from "./stage/lens.js";\n' + WALK)
    source = joined(tmp_path / "main.js").replace("export default ", "const lost = ")
    assert json.loads(run_script(f"{BROWSER}{source}\nconsole.log(JSON.stringify(lost));\n")) == [
        [],
        [],
        [],
        [],
    ]
