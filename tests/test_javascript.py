"""What the scripts of the components import and export, as far as the linter does not look."""

import re
from pathlib import Path

UI = Path(__file__).parent.parent / "ui"
SCRIPTS = {path: path.read_text(encoding="utf-8") for path in sorted(UI.rglob("*.js"))}
IMPORT = re.compile(r"^import\s+\{([^}]*)\}\s+from\s+\"([^\"]+)\";$", re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
TYPE = re.compile(r"import\(\"([^\"]+)\"\)\.([\w$]+)")
FROM_ELSEWHERE = {"library", "caller", "part", "partsOf", "watch", "SCENES", "spoken", "openKept"}
"""What Python calls, or tests import."""


def imports(path: Path) -> list[tuple[str, Path]]:
    """Name and file of all that a script imports."""
    return [
        (name.split()[0], (path.parent / source).resolve())
        for names, source in IMPORT.findall(SCRIPTS[path])
        for name in names.split(",")
        if name.strip()
    ]


def test_there_are_scripts_and_imports():
    assert len(SCRIPTS) > 50
    assert sum(len(imports(path)) for path in SCRIPTS) > 200


def test_what_is_exported_is_imported_and_the_other_way_round():
    exported = {
        (name, path)
        for path, text in SCRIPTS.items()
        for name in EXPORT.findall(text)
        if name not in FROM_ELSEWHERE
    }
    imported = {
        found for path in SCRIPTS for found in imports(path) if found[0] not in FROM_ELSEWHERE
    }
    types = {
        (name, (path.parent / source).resolve())
        for path, text in SCRIPTS.items()
        for source, name in TYPE.findall(text)
    }
    assert imported <= exported <= imported | types


LESSONS = {"slide", "matmul", "backward", "photo", "code"}
KIT = {"stage", "grid", "component"}


def folder(path: Path) -> str:
    """The folder of `ui` in which a file is; empty for a file of `ui` itself."""
    inside = path.relative_to(UI).parts
    return inside[0] if len(inside) > 1 else ""


def test_lessons_do_not_import_one_another_and_the_kit_knows_none():
    met = {
        (folder(path), folder(source))
        for path in SCRIPTS
        for _, source in imports(path)
        if folder(path) != folder(source)
    }
    assert {(one, other) for one, other in met if {one, other} <= LESSONS} == set()
    assert {(one, other) for one, other in met if one in KIT and other in {*LESSONS, ""}} == set()
    assert ("slide", "stage") in met


def test_every_picture_is_a_scene_and_stands_in_the_list():
    listed = set(re.findall(r"^  \w+: (\w+),$", SCRIPTS[UI / "lessons.js"], re.MULTILINE))
    extends = dict(
        found
        for text in SCRIPTS.values()
        for found in re.findall(r"class (\w+) extends (\w+)", text)
    )
    for picture in listed:
        base = picture
        while base in extends:
            base = extends[base]
        assert base == "Scene", picture
