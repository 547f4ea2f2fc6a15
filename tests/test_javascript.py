"""What the scripts of the components import and export, which no linter looks at here."""

import re
from pathlib import Path

UI = Path(__file__).parent.parent / "ui"
SCRIPTS = {path: path.read_text(encoding="utf-8") for path in sorted(UI.rglob("*.js"))}
IMPORT = re.compile(r"^import\s+\{([^}]*)\}\s+from\s+\"([^\"]+)\";$", re.MULTILINE)
EXPORT = re.compile(r"^export (?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
TYPE = re.compile(r"import\(\"([^\"]+)\"\)\.([\w$]+)")
FROM_ELSEWHERE = {"library", "caller", "watch", "SCENES"}
"""What Python calls, or tests import."""
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


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


def test_what_is_imported_is_used():
    idle = [
        (path.name, name)
        for path, text in SCRIPTS.items()
        for name, _ in imports(path)
        if not re.search(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", _code(text))
    ]
    assert idle == []


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


def _code(text: str) -> str:
    return COMMENT.sub("", IMPORT.sub("", text))
