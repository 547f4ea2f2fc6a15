"""Floors are folders, and this test guards the stairs.

A module may import the standard library, its own floor, and what the table says; nothing upward.
"""

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import streamlit

from tests.conftest import REPO

FLOORS = {
    "conv_core": {"numpy"},
    "store": {"redis"},
    "lesson": {"numpy", "conv_core", "store"},
    "ui": {"numpy", "conv_core", "lesson", "streamlit", "plotly", "PIL", "segno"},
    "pages": {"numpy", "conv_core", "lesson", "ui", "streamlit"},
    "app.py": {"conv_core", "lesson", "ui", "streamlit"},
    # beside the floors: only the server needs it, and no page may
    "server": {"numpy", "PIL", "lesson", "ui", "store", "streamlit", "starlette", "itsdangerous"},
    "serve.py": {"server", "streamlit", "starlette"},
}
# reading an image file is the one job below `ui` that needs Pillow
READS_IMAGES = {
    f"lesson/files/{name}" for name in ("pictures", "pixels", "stage_picture", "samples")
}
# they run what a file or a visitor says, or start something behind the server's back
NEVER = {"pickle", "marshal", "shelve", "subprocess", "runpy", "code"}
BESIDE_THE_APP = {"tests", "scripts", "benchmarks", "deploy"}

# how the layer is computed quickly leans on these words of what it computes, and only the layer and
# im2col ask for it
WORDS_OF_THE_FAST_PART = {"arrays", "geometry"}
ASK_THE_FAST_PART = {"layer", "im2col"}

FORBIDDEN_CALLS = {
    "eval": "runs what a visitor typed",
    "exec": "runs what a visitor typed",
    "__import__": "hides an import from this test",
    "importlib.import_module": "hides an import from this test",
    "exit": "leaves the tab spinning for ever",
    "quit": "leaves the tab spinning for ever",
    "SystemExit": "leaves the tab spinning for ever",
    "sys.exit": "leaves the tab spinning for ever",
    "os._exit": "ends the lesson of the whole class",
    "time.sleep": "animation lives in the browser",
    "streamlit.exception": "shows a traceback, whatever showErrorDetails says",
}
# it runs listings of the repository, with lines of the catalogue, and nothing that a visitor typed
RUNS_LISTINGS = "lesson/code/runner.py"
# handed out as it is, and run on a learner's machine only
HANDED_OUT = "lesson/code/checker/check_my_layer.py"
# the only places that may name what Streamlit does not document
KNOWS_STREAMLITS_INSIDE = ("server/inside/", "ui/visit/streamlit_context.py")
DOCUMENTED = {"column_config", "components", "logger", "testing"}
FOR_THE_APP_TO_SET = ("streamlit.session_state.", "streamlit.query_params.")
NAMEDTUPLES_OWN = {"_replace", "_asdict", "_fields", "_make"}

NAMES_OF_SVG = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def modules() -> list[Path]:
    found = [path for floor in FLOORS for path in (REPO / floor).rglob("*.py")]
    return sorted([*found, *REPO.glob("*.py")])


def imports(tree: ast.AST, floor: str) -> Iterator[str]:
    """The top-level name of everything a module imports, wherever in the file it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield floor if node.level else str(node.module).partition(".")[0]


def strangers(source: str, place: str) -> set[str]:
    """What the module at `place`, for example "lesson/state.py", imports and may not."""
    floor = place.partition("/")[0]
    welcome = FLOORS[floor] | {floor} | (set(sys.stdlib_module_names) - NEVER)
    if "/".join(place.removesuffix(".py").split("/")[:3]) in READS_IMAGES:
        welcome = welcome | {"PIL"}
    return set(imports(ast.parse(source), floor)) - welcome


def modules_imported(source: str) -> set[str]:
    """The full names of what a module imports; `from a import b` may mean the module a.b too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write the import's full name"
            found |= {str(node.module)} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def imports_within(floor: str) -> dict[str, set[str]]:
    """For each module of a floor, by its full name, the modules of that floor that it imports."""
    names = {
        of_repo(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
        for path in (REPO / floor).rglob("*.py")
    }
    return {
        name: modules_imported(path.read_text()) & set(names) - {name}
        for name, path in names.items()
    }


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that all import one another in a circle; none where there is no circle."""
    left = dict(graph)
    while free := [name for name, needed in left.items() if not needed & set(left)]:
        for name in free:
            del left[name]
    return sorted(left)


def forbidden(source: str) -> list[str]:
    """What app code does and must not, with its lines."""
    tree = ast.parse(source)
    meaning = _names_of_imports(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            name = _full_name(node, meaning)
            if name in FORBIDDEN_CALLS:
                found.append(f"line {node.lineno}: {name} {FORBIDDEN_CALLS[name]}")
        elif isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            found.append(f"line {node.lineno}: unsafe_allow_html lets a visitor's words be markup")
    return found


def _names_of_imports(tree: ast.AST) -> dict[str, str]:
    meaning = {"st": "streamlit"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meaning |= {name.asname: name.name for name in node.names if name.asname}
        elif isinstance(node, ast.ImportFrom):
            meaning |= {
                name.asname or name.name: f"{node.module}.{name.name}" for name in node.names
            }
    return meaning


def _full_name(node: ast.expr, meaning: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_full_name(node.value, meaning)}.{node.attr}"
    return meaning.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def streamlits_inside(source: str) -> list[str]:
    """Where a module names what Streamlit keeps for itself, as far as its text tells."""
    tree = ast.parse(source)
    meaning = _names_of_imports(tree)
    own = _private_names_of_its_own(tree)
    found = []
    for node in ast.walk(tree):
        told: list[str] = []
        if isinstance(node, ast.Import):
            told = [name.name for name in node.names if _is_inside(name.name)]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{name.name}" for name in node.names]
            told = [name for name in names if _is_inside(name)]
        elif isinstance(node, ast.Attribute):
            name = _full_name(node, meaning)
            replaced = isinstance(node.ctx, ast.Store) and name.startswith("streamlit.")
            replaced = replaced and not name.startswith(FOR_THE_APP_TO_SET)
            if replaced or _is_inside(name) or (_is_private(node.attr) and node.attr not in own):
                told = [name]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "setattr"):
            spelled = [str(one.value) for one in node.args[1:2] if isinstance(one, ast.Constant)]
            told = [name for name in spelled if _is_private(name) and name not in own]
        found += [f"line {getattr(node, 'lineno', 0)}: {name}" for name in told]
    return found


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_inside(name: str) -> bool:
    """Whether a full name leads into a module of Streamlit that is not documented."""
    first, _, rest = name.partition(".")
    part = rest.partition(".")[0]
    if first != "streamlit" or not part or part in DOCUMENTED or part.startswith("__"):
        return False
    # streamlit.navigation is a folder and the function st.navigation; only the folder goes on
    is_module = isinstance(getattr(streamlit, part, None), ModuleType)
    is_hidden = not hasattr(streamlit, part) or ("." in rest and _is_folder_or_file(part))
    return _is_private(part) or is_module or is_hidden


def _is_folder_or_file(part: str) -> bool:
    return importlib.util.find_spec(f"streamlit.{part}") is not None


def _private_names_of_its_own(tree: ast.AST) -> set[str]:
    """Attributes with `_` that the module's own classes have, and those of named tuples."""
    own = set(NAMEDTUPLES_OWN)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    own.add(inner.name)
                elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                    if ast.unparse(inner.value) == "self":
                        own.add(inner.attr)
                elif isinstance(inner, ast.AnnAssign):
                    own.add(ast.unparse(inner.target))
    return own


def remote_addresses(text: str) -> list[str]:
    """Every address of another host in a script, a stylesheet or markup."""
    complete = re.findall(r"\b(?:https?|wss?)://[^\s\"'`)>]+", text)
    # url(//host/…), src="//host/…", import "//host/…"
    without_scheme = re.findall(r"(?:url\(\s*|[\"'`]|=)(//\w[\w.-]*\.\w[^\s\"'`)>]*)", text)
    return [address for address in complete + without_scheme if address not in NAMES_OF_SVG]


def of_repo(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def test_a_module_imports_only_what_its_floor_may():
    places = {of_repo(path): path for path in modules()}
    assert [place for place in places if place.partition("/")[0] not in FLOORS] == []
    refused = {place: strangers(path.read_text(), place) for place, path in places.items()}
    assert {place: names for place, names in refused.items() if names} == {}


def test_app_code_does_nothing_forbidden():
    found = {of_repo(path): forbidden(path.read_text()) for path in modules()}
    del found[HANDED_OUT]
    found[RUNS_LISTINGS] = [one for one in found[RUNS_LISTINGS] if ": exec " not in one]
    assert {place: lines for place, lines in found.items() if lines} == {}


LESSON_FOLDERS = {"slide", "matmul", "backward", "photo", "code"}
UI_KIT = {"stage", "grid", "component"}


def _imported_places(path: Path) -> set[tuple[str, str]]:
    """(floor, folder) of all that a module of `lesson` or `ui` imports from these floors."""
    met = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        met |= {(parts[0], parts[1]) for name in names if len(parts := name.split(".")) > 1}
    return {place for place in met if place[0] in ("lesson", "ui")}


@pytest.mark.parametrize("floor", ["lesson", "ui"])
def test_lessons_do_not_import_one_another_and_the_kit_knows_none(floor):
    for path in (REPO / floor).rglob("*.py"):
        here = path.relative_to(REPO / floor).parts[0]
        other = {folder for place, folder in _imported_places(path) if place == floor} - {here}
        if here in LESSON_FOLDERS or (floor == "ui" and here in UI_KIT):
            assert not other & LESSON_FOLDERS, of_repo(path)


def test_few_files_stand_at_the_top_of_ui():
    assert len(list((REPO / "ui").glob("*.py"))) <= 5


def test_streamlits_inside_is_known_in_one_folder_and_one_file():
    found = {
        of_repo(path): streamlits_inside(path.read_text())
        for path in modules()
        if not of_repo(path).startswith(KNOWS_STREAMLITS_INSIDE)
    }
    assert {place: lines for place, lines in found.items() if lines} == {}


def test_no_folder_of_code_escapes_the_table():
    visible = [path for path in REPO.iterdir() if path.is_dir() and path.name[0] != "."]
    with_code = {folder.name for folder in visible if any(folder.rglob("*.py"))}
    assert with_code <= set(FLOORS) | BESIDE_THE_APP


def test_conv_core_loads_numpy_and_nothing_of_the_app():
    loaded = subprocess.run(
        [sys.executable, "-c", "import conv_core, sys; print(*sys.modules)"],
        cwd=REPO, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "numpy" in loaded
    assert not {"streamlit", "plotly", "PIL", "pandas", "lesson", "ui"} & set(loaded)


@pytest.mark.parametrize("floor", ["conv_core", "lesson", "ui", "server"])
def test_no_import_goes_round_in_a_circle(floor):
    graph = imports_within(floor)
    # a module leans on the whole of its package only where it asks it for a name
    assert circle({name: needed - {floor} for name, needed in graph.items()}) == []


def test_the_core_says_what_it_computes_apart_from_how():
    graph = imports_within("conv_core")
    fast = {name for name in graph if name.startswith("conv_core.fast")}
    assert len(fast) > 5
    asked = set().union(*(graph[name] for name in fast)) - fast
    assert asked <= {f"conv_core.{name}" for name in WORDS_OF_THE_FAST_PART}
    asking = {name for name in set(graph) - fast if graph[name] & fast}
    assert asking == {f"conv_core.{name}" for name in ASK_THE_FAST_PART}
    outside = [path for path in modules() if of_repo(path).partition("/")[0] != "conv_core"]
    assert [of_repo(p) for p in outside if modules_imported(p.read_text()) & fast] == []


def test_the_search_for_circles_bites():
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"c"}}) == ["a", "b", "c", "d"]
    source = "from conv_core import axis\nimport conv_core.fast.plan"
    assert modules_imported(source) == {"conv_core", "conv_core.axis", "conv_core.fast.plan"}


@pytest.mark.parametrize(
    "path",
    sorted(p for kind in ("js", "css", "html", "svg") for p in (REPO / "ui").rglob(f"*.{kind}")),
    ids=of_repo,
)
def test_nothing_in_the_browser_loads_from_another_host(path):
    assert remote_addresses(path.read_text()) == []


@pytest.mark.parametrize(
    ("place", "source", "refused"),
    [
        ("conv_core/geometry.py", "import numpy as np, math", set()),
        ("conv_core/geometry.py", "from . import errors", set()),
        ("conv_core/geometry.py", "import streamlit as st", {"streamlit"}),
        ("conv_core/geometry.py", "def f():\n    from lesson.state import Lesson", {"lesson"}),
        ("lesson/state.py", "from conv_core import im2col\nimport PIL.Image", {"PIL"}),
        ("lesson/files/pictures.py", "from PIL import Image", set()),
        ("lesson/files/samples/__init__.py", "import PIL.Image", set()),
        ("lesson/words/pictures.py", "import PIL.Image", {"PIL"}),
        ("app.py", "import ui.frame, streamlit", set()),
        ("app.py", "import numpy", {"numpy"}),
        ("lesson/files/pictures.py", "from ui.frame import open_page", {"ui"}),
        ("lesson/link/codec.py", "import pickle", {"pickle"}),
        ("ui/figures.py", "import plotly.graph_objects as go\nimport streamlit", set()),
        ("ui/figures.py", "import pandas\nimport pages.photo", {"pandas", "pages"}),
        ("pages/photo.py", "import plotly", {"plotly"}),
    ],
)
def test_the_guard_of_the_stairs_bites(place, source, refused):
    assert strangers(source, place) == refused


@pytest.mark.parametrize(
    "source",
    [
        "st.exception(e)",
        "import streamlit as s\ns.exception(e)",
        "from streamlit import exception as show\nshow(e)",
        "st.markdown(x, unsafe_allow_html=True)",
        "eval('1')",
        "x = map(eval, y)",
        "import sys\nsys.exit()",
        "raise SystemExit",
        "import time\ntime.sleep(1)",
        "from time import sleep\nsleep(1)",
        "import importlib\nimportlib.import_module('ui')",
    ],
)
def test_the_guard_of_deeds_bites(source):
    assert len(forbidden(source)) == 1


@pytest.mark.parametrize(
    "source",
    ["st.error('no')", "'eval(x)'", "model.eval()", "import time\ntime.perf_counter()"],
)
def test_the_guard_of_deeds_lets_pass(source):
    assert forbidden(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit.runtime",
        "from streamlit.runtime import Runtime",
        "from streamlit.proto.BackMsg_pb2 import BackMsg",
        "from streamlit import net_util",
        "from streamlit import config as c",
        "import streamlit as st\nx = st.runtime",
        "import streamlit as st\nst.write = print",
        "import streamlit as st\nx = st._config",
        "import streamlit as st\nx = st.navigation.page",
        "def f(runtime):\n    return runtime._session_mgr",
        "class A:\n    def f(self):\n        return self.session._state",
        "def f(session):\n    setattr(session, '_state', 1)",
    ],
)
def test_the_guard_of_streamlits_inside_bites(source):
    assert len(streamlits_inside(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\nst.session_state.lesson = st.navigation(pages)",
        "import streamlit as st\nst.components.v2.component('a')",
        "import streamlit as st\nst.column_config.NumberColumn()\nst.query_params.from_dict({})",
        "from streamlit.testing.v1 import AppTest",
        "from streamlit.logger import get_logger",
        "class A:\n    def __init__(self):\n        self._a = 1\n\n    def f(self, other):\n"
        "        return other._a",
        "place._replace(scheme='https')",
        "import streamlit\nstreamlit.__file__",
    ],
)
def test_the_guard_of_streamlits_inside_lets_pass(source):
    assert streamlits_inside(source) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('import x from "https://cdn.example/x.js"', ["https://cdn.example/x.js"]),
        ("@import url(//fonts.example/a.css);", ["//fonts.example/a.css"]),
        ("new WebSocket(`wss://a.example/`)", ["wss://a.example/"]),
        ('<img src="//a.example/x.png">', ["//a.example/x.png"]),
        ('createElementNS("http://www.w3.org/2000/svg", "path")', []),
        ("// every cell.\nx = a / b; //and more", []),
    ],
)
def test_the_guard_of_addresses_bites(text, found):
    assert remote_addresses(text) == found


def test_no_cache_of_the_process_can_hold_a_visitors_picture():
    # what is asked with names, sizes and settings only; Streamlit's caches compare large arrays by
    # a sample of their numbers, and two photographs that differ in a corner would be one
    plain = {"str", "int", "Pair", "Padding", "Colour", "Framing", "Scale"}
    cached, streamlits = [], []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            spelled = [ast.unparse(one) for one in node.decorator_list]
            streamlits += [one for one in spelled if "cache_data" in one or "cache_resource" in one]
            if any(one.split("(")[0] in ("lru_cache", "cache") for one in spelled):
                asked = {ast.unparse(one.annotation) for one in node.args.args if one.annotation}
                cached.append((node.name, asked - plain))
    assert streamlits == []
    assert len(cached) >= 5
    assert [one for one in cached if one[1]] == []
