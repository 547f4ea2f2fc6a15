"""The joiner of component files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.node import run_script
from ui.component.joiner import joined, joined_call

MAIN = "export default function () {\n  return 1;\n}\n"


def join(folder: Path, files: Mapping[str, str]) -> str:
    """The joined text of `files`, whose entry is main.js."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return joined(folder / "main.js")


def run(source: str) -> Any:
    """What the joined module's entry returns."""
    script = (
        f"const text = {json.dumps(source)};\n"
        'const module = await import("data:text/javascript," + encodeURIComponent(text));\n'
        "console.log(JSON.stringify(module.default()));"
    )
    return json.loads(run_script(script))


def test_the_words_inside_code_and_text_stay(tmp_path: Path) -> None:
    body = 'const say = "import {x} from y";\n  export_name(); // export const no = 1\n'
    source = join(tmp_path, {"main.js": body + "export default say;\n"})
    assert body.replace("  export", "export") in source  # but for what indents it


def test_the_lines_of_a_text_keep_what_indents_them(tmp_path: Path) -> None:
    code = "const two = () => {\n  return 2;\n};\n"
    text = "const say = `a\n  b ${two()}`;\n"
    call = "const sum = `${[\n  1,\n]}`;\n"
    assert f"{code}{text}" in join(tmp_path / "1", {"main.js": code + text + MAIN})
    short = f"{code}{call}".replace("  ", "")
    assert short in join(tmp_path / "2", {"main.js": code + call + MAIN})


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
    assert (
        'const url = "http://a/*b*/"; // stays\n'
        "const half = (x) => x /* stays */ / 2; /* and\n this */\n"
        "/** stays */ const two = 2;\n"
        "const long = `\n  a // stays\n`;\n"
        "const $default = function () {"
    ) in join(tmp_path, {"main.js": text + MAIN})


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"main.js": "const a = `\n  // said\n`;\n" + MAIN}, "`// said` between single backticks"),
        ({"main.js": "const a = 1;\nexport {a};\n"}, "cannot be joined"),
        ({"main.js": "export let a = 1;\n"}, "cannot be joined"),
        ({"main.js": 'import x from "https://cdn.example/x.js";\n' + MAIN}, "cannot be joined"),
        ({"main.js": 'import {x} from "https://cdn.example/x.js";\n' + MAIN}, "cannot be joined"),
        ({"main.js": 'import "./a.js";\n' + MAIN, "a.js": ""}, "cannot be joined"),
        ({"main.js": 'import * as b from "./a.js";\n' + MAIN, "a.js": ""}, "cannot be joined"),
        (
            {
                "main.js": 'import {a} from "./a.js";\n' + MAIN,
                "a.js": 'import {b} from "./b.js";\nexport const a = b;\n',
                "b.js": 'import {a} from "./a.js";\nexport const b = a;\n',
            },
            "circle of imports: a.js -> b.js -> a.js",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(
    tmp_path: Path, files: Mapping[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        join(tmp_path, files)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        join(tmp_path, {"main.js": 'import {a} from "./gone.js";\n' + MAIN})


def test_files_are_joined_once_along_their_imports_each_with_a_scope_of_its_own(
    tmp_path: Path,
) -> None:
    files = {
        "main.js": 'import {\n  one as first,\n} from "./a/parts.js";\n'
        'import { two, Three, four } from "./b/parts.js";\n'
        "const hidden = 3;\n"
        "export default () => [first(), two, new Three().size, four(), hidden];\n",
        "a/parts.js": 'import { count } from "../count.js";\n'
        "const hidden = 1;\nexport function one() {\n  return [hidden, count()];\n}\n",
        "b/parts.js": 'import { count } from "../count.js";\n'
        "const hidden = 2;\nexport const two = hidden;\n"
        "export class Three {\n  size = 3;\n}\nexport function four() {\n  return count();\n}\n",
        "count.js": "let calls = 0;\nexport const count = () => ++calls;\n",
    }
    # one count.js for both: its calls go on counting
    assert run(join(tmp_path, files)) == [[1, 1], 2, 3, 2, 3]


def test_a_function_of_a_file_makes_the_default(tmp_path: Path) -> None:
    (tmp_path / "make.js").write_text("export const make = (a, b) => () => [a, b];\n")
    assert run(joined_call(tmp_path / "make.js", "make", 'say "hi"', "</p>\n")) == [
        'say "hi"',
        "</p>\n",
    ]
