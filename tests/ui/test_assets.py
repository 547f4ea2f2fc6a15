"""The joiner of component files."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from ui.assets import component_source

MAIN = "export default function () {\n  return one();\n}\n"


def join(folder: Path, files: Mapping[str, str]) -> str:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return component_source(folder, list(files))


def test_only_import_lines_and_the_word_export_go(tmp_path: Path) -> None:
    source = join(
        tmp_path,
        {
            "a.js": "/** @returns {number} export me */\nexport function one() {\n  return 1;\n}\n",
            "b.js": "export const two = 2;\nexport class Three {}\nexport async function four() {}",
            "main.js": 'import {\n  one,\n} from "./a.js";\nimport { two } from "./b.js";\n' + MAIN,
        },
    )
    assert source == (
        "// ---- a.js\nfunction one() {\n  return 1;\n}\n"
        "// ---- b.js\nconst two = 2;\nclass Three {}\nasync function four() {}\n"
        "// ---- main.js\n" + MAIN
    )


def test_a_file_of_another_folder_names_its_neighbours_as_it_sees_them(tmp_path: Path) -> None:
    (tmp_path / "near").mkdir()
    (tmp_path / "far").mkdir()
    source = join(
        tmp_path / "near",
        {
            "../far/a.js": "export const one = () => 1;\n",
            "../far/b.js": 'import { one } from "./a.js";\nexport const two = () => 2 * one();\n',
            "main.js": 'import { two } from "./../far/b.js";\nexport default two;\n',
        },
    )
    assert "import" not in source


def test_the_words_inside_code_and_text_stay(tmp_path: Path) -> None:
    body = 'const say = "import {x} from y";\n  export_name(); // export const no = 1\n'
    source = join(tmp_path, {"main.js": body + "export default say;\n"})
    assert body in source


def test_comments_go_that_have_lines_of_their_own(tmp_path: Path) -> None:
    text = (
        "/**\n * What it is: `x`, isn't it?\n */\n"
        'const url = "http://a/*b*/"; // stays\n'
        "  // goes\n"
        "const half = (x) => x /* stays */ / 2; /* and\n this */\n"
        "    /* goes */   \n"
        "/** stays */ const two = 2;\n"
        "/** goes */\n"
        "const long = `\n  a // stays\n`;\n"
        "//\n//goes\n"
    )
    assert join(tmp_path, {"main.js": text + MAIN}) == (
        "// ---- main.js\n"
        'const url = "http://a/*b*/"; // stays\n'
        "const half = (x) => x /* stays */ / 2; /* and\n this */\n"
        "/** stays */ const two = 2;\n"
        "const long = `\n  a // stays\n`;\n" + MAIN
    )


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"main.js": "const a = `\n  // said\n`;\n" + MAIN}, "`// said` between single backticks"),
        ({"main.js": 'import {a} from "./b.js";\nexport default a;\n'}, "b.js, which does not"),
        (
            {"main.js": 'import {a} from "./z.js";\nexport default a;\n', "z.js": "const a = 1;\n"},
            "z.js, which does not",
        ),
        ({"a.js": "export default 1;\n", "main.js": MAIN}, r"a\.js has 1"),
        ({"a.js": "const a = 1;\n", "main.js": "const b = 1;\n"}, r"main\.js has 0"),
        ({"a.js": "const a = 1;\nexport {a};\n", "main.js": MAIN}, "cannot be joined"),
        ({"main.js": 'import x from "https://cdn.example/x.js";\n' + MAIN}, "cannot be joined"),
        ({"a.js": "const a = 1;\n", "main.js": 'import * as b from "./a.js";\n' + MAIN}, "joined"),
        (
            {
                "a.js": "const a = 1;",
                "main.js": 'import {a as b} from "./a.js";\n' + MAIN,
            },
            "joined",
        ),
        (
            {"a.js": "const a = 1;\n", "b.js": "export function a() {}\n", "main.js": MAIN},
            r"b\.js declares a again; a\.js has it",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(
    tmp_path: Path, files: Mapping[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        join(tmp_path, files)


@pytest.mark.skipif(shutil.which("node") is None, reason="node reads the joined module")
def test_the_joined_module_runs(tmp_path: Path) -> None:
    source = join(
        tmp_path,
        {
            "one.js": "export const one = () => 41;\n",
            "main.js": 'import {one} from "./one.js";\nconsole.log(one() + 1);\n' + MAIN,
        },
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-"],
        input=source,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "42\n"
