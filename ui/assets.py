"""Small JavaScript files, joined into the one inline module that a component can load.

Streamlit runs a component's text from a ``blob:`` URL, where a relative ``import`` cannot be
resolved. The files are therefore written as ordinary modules, so that editors follow the names and
``node --check`` reads them, and are joined here:

- ``import {a, b} from "./other.js";`` starts a line and is dropped; `other.js`, from where the
  file is, must stand earlier in the order, since from then on its names are simply there.
- ``export`` before a declaration is dropped; only the last file has an ``export default``, kept.
- All top-level names of all files share one scope, and may be declared once only.
- Comments that have lines of their own are dropped: a sixth of what a visitor would wait for.
"""

import re
from collections.abc import Sequence
from os.path import normpath
from pathlib import Path

_IMPORT = re.compile(
    r"""^import\s+\{(?:(?!\bas\b)[^;}])*\}\s+from\s+["']\./([^"']+)["'];?[ \t]*\n""", re.MULTILINE
)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|class|const|let)\b)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import\s|export\b).*$", re.MULTILINE)
_DEFAULT = re.compile(r"^export default\b.*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"^(?:async\s+)?(?:function\*?|class|const|let)\s+([\w$]+)", re.MULTILINE)


def component_source(folder: Path, order: Sequence[str]) -> str:
    """Join the JavaScript files of a component into one inline module.

    Parameters
    ----------
    folder : Path
        Where the files are.
    order : sequence of str
        File names; a file comes after all files it imports from, the entry point is last.

    Returns
    -------
    source : str
        The text for ``js=``; each file is announced by a comment with its name.

    Raises
    ------
    ValueError
        If a file imports what does not stand before it, uses another form of import or export,
        declares a name a second time, has what looks like a comment in a template literal, or if
        ``export default`` is not in the last file only.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "half.js").write_text("export const half = (x) => x / 2;\\n")
    >>> _ = (folder / "main.js").write_text(
    ...     'import {half} from "./half.js";\\nexport default () => half(1);\\n')
    >>> print(component_source(folder, ["half.js", "main.js"]))
    // ---- half.js
    const half = (x) => x / 2;
    // ---- main.js
    export default () => half(1);
    <BLANKLINE>
    """
    parts: list[str] = []
    owner: dict[str, str] = {}
    for place, name in enumerate(order):
        text = (folder / name).read_text(encoding="utf-8").rstrip() + "\n"
        for imported in _IMPORT.findall(text):
            if normpath(Path(name).parent / imported) not in order[:place]:
                raise ValueError(f"{name} imports from {imported}, which does not stand before it.")
        text = _EXPORT.sub("", _IMPORT.sub("", _without_comments(name, text)))
        _only_last_has_default(name, text, last=place == len(order) - 1)
        for declared in _NAME.findall(text):
            if declared in owner:
                raise ValueError(f"{name} declares {declared} again; {owner[declared]} has it.")
            owner[declared] = name
        parts.append(f"// ---- {name}\n{text}")
    return "".join(parts)


def _without_comments(name: str, text: str) -> str:
    """The code without comments that have lines of their own."""
    kept, end = "", 0
    for comment in _COMMENT.finditer(text):
        kept += text[end : comment.start()]
        end = comment.end()
        if kept.count("`") % 2:
            raise ValueError(f"{name} has `{comment[0].strip()}` between single backticks.")
    return kept + text[end:]


def _only_last_has_default(name: str, text: str, *, last: bool) -> None:
    defaults = _DEFAULT.findall(text)
    if len(defaults) != int(last):
        raise ValueError(
            f"{name} has {len(defaults)} lines of `export default`, but only the last file "
            "of the order has one.",
        )
    for line in _LEFT_OVER.findall(text):
        if line not in defaults:
            raise ValueError(
                f'{name}: `{line}` cannot be joined. Write `import {{name}} from "./file.js";` '
                "and put `export` before the declaration.",
            )
