"""Small JavaScript files, joined into the one inline module that a component can load.

Streamlit runs a component's text from a ``blob:`` URL, where a relative ``import`` cannot be
resolved. The files are ordinary modules, so that editors follow the names and ``node --check``
reads them. Here they are joined along their own imports:

- Each file is wrapped in a function that returns its exports, so it has a scope of its own.
- ``import {a, b as c} from "./other.js";`` becomes a reading of what `other.js` returned; no list
  of files is kept anywhere.
- Comments that have lines of their own are dropped, and the space before each line: a fifth of what
  a visitor would wait for.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_IMPORT = re.compile(
    r"""^import\s+\{([^;}]*)\}\s+from\s+["'](\.{1,2}/[^"']+)["'];?[ \t]*\n""", re.MULTILINE
)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function\*?|class|const)\s+([\w$]+)", re.MULTILINE)
_DEFAULT = re.compile(r"^export default\s+", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import\s|import\{|import\"|export\b).*$", re.MULTILINE)
_INDENT = re.compile(r"\n[ \t]+")
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)


class Bundle:
    """JavaScript files and all that they import, each once and after what it imports.

    Parameters
    ----------
    base : Bundle, optional
        One whose module is on the page already, and gives what `handed` spells: what it has is not
        joined once more, see `function`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "small"
    >>> folder.mkdir()
    >>> _ = (folder / "half.js").write_text("export const half = (x) => x / 2;\\n")
    >>> _ = (folder / "main.js").write_text(
    ...     'import {half as share} from "./half.js";\\nexport default () => share(1);\\n')
    >>> bundle = Bundle()
    >>> main = bundle.add(folder / "main.js")
    >>> print(bundle.module(f"{main}.default"))
    const $small_half = (() => {
    const half = (x) => x / 2;
    return { half };
    })();
    const $small_main = (() => {
    const { half: share } = $small_half;
    const $default = () => share(1);
    return { default: $default };
    })();
    export default $small_main.default;
    <BLANKLINE>
    """

    def __init__(self, base: Bundle | None = None) -> None:
        self._given: dict[Path, str] = dict(base._names) if base else {}
        self._names: dict[Path, str] = {}
        self._texts: list[str] = []
        self._under_way: list[Path] = []
        self._used: set[str] = set()

    @property
    def files(self) -> tuple[Path, ...]:
        """What has been joined, in this order; without what the base has."""
        return tuple(self._names)

    def add(self, file: Path) -> str:
        """Join a file and what it imports.

        Parameters
        ----------
        file : Path
            A module with named exports, ``export default``, or both.

        Returns
        -------
        name : str
            The variable of the joined module that holds the file's exports.

        Raises
        ------
        ValueError
            If files import one another in a circle, or a file uses another form of import or export
            than the ones above, or has what looks like a comment in a template literal.
        FileNotFoundError
            If a file imports one that is not there.
        """
        file = file.resolve()
        if file in self._names:
            return self._names[file]
        if file in self._given:
            self._used.add(self._given[file])
            return self._given[file]
        if file in self._under_way:
            circle = [*self._under_way[self._under_way.index(file) :], file]
            raise ValueError(f"A circle of imports: {' -> '.join(one.name for one in circle)}.")
        self._under_way.append(file)
        text = _without_comments(file, file.read_text(encoding="utf-8").rstrip() + "\n")
        text = _IMPORT.sub(lambda found: self._reading(file, *found.groups()), text)
        self._under_way.pop()
        name = self._free_name(file)
        self._texts.append(_wrapped(file, name, text))
        self._names[file] = name
        return name

    def module(self, default: str) -> str:
        """The text of the joined module, whose ``export default`` is the expression `default`."""
        return "".join(self._texts) + f"export default {default};\n"

    def handed(self) -> str:
        """An expression of the module: all of its files, for what is joined on top of them."""
        return f"{{ {', '.join(self._names.values())} }}"

    def function(self, result: str) -> str:
        """A function from what the base hands out to the expression `result`.

        Examples
        --------
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp()) / "small"
        >>> folder.mkdir()
        >>> _ = (folder / "one.js").write_text("export const one = 1;\\n")
        >>> _ = (folder / "two.js").write_text(
        ...     'import { one } from "./one.js";\\nexport const two = one + 1;\\n')
        >>> base = Bundle()
        >>> _ = base.add(folder / "one.js")
        >>> base.handed()
        '{ $small_one }'
        >>> bundle = Bundle(base)
        >>> two = bundle.add(folder / "two.js")
        >>> print(bundle.function(f"{two}.two"))
        ({ $small_one }) => {
        const $small_two = (() => {
        const { one } = $small_one;
        const two = one + 1;
        return { two };
        })();
        return $small_two.two;
        }
        """
        given = f"({{ {', '.join(sorted(self._used))} }})"
        return f"{given} => {{\n{''.join(self._texts)}return {result};\n}}"

    def _reading(self, file: Path, names: str, source: str) -> str:
        wanted = ", ".join(
            re.sub(r"\s+as\s+", ": ", name.strip()) for name in names.split(",") if name.strip()
        )
        return f"const {{ {wanted} }} = {self.add(file.parent / source)};\n"

    def _free_name(self, file: Path) -> str:
        plain = re.sub(r"\W", "_", f"${file.parent.name}_{file.stem}".removeprefix("$"))
        taken = {*self._names.values(), *self._given.values()}
        return next(
            name
            for name in (f"${plain}", *(f"${plain}_{number}" for number in range(2, 1000)))
            if name not in taken
        )


def joined(file: Path) -> str:
    """A file and what it imports as a module with the file's own ``export default``."""
    bundle = Bundle()
    return bundle.module(f"{bundle.add(file)}.default")


def joined_call(file: Path, function: str, *arguments: str) -> str:
    """A file and what it imports as a module whose default is what one of its functions returns.

    Parameters
    ----------
    file : Path
    function : str
        One that the file exports.
    *arguments : str
        What it is called with.
    """
    bundle = Bundle()
    spelled = ", ".join(map(json.dumps, arguments))
    return bundle.module(f"{bundle.add(file)}.{function}({spelled})")


def _wrapped(file: Path, name: str, text: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(text)]
    text = _EXPORT.sub(r"\1 \2", text)
    text, defaults = _DEFAULT.subn("const $default = ", text)
    if defaults:
        exported.append("default: $default")
    for line in _LEFT_OVER.findall(text):
        raise ValueError(
            f'{file.name}: `{line}` cannot be joined. Write `import {{name}} from "./file.js";` '
            "and put `export` before a function, a class or a const.",
        )
    return f"const {name} = (() => {{\n{text}return {{ {', '.join(exported)} }};\n}})();\n"


def _without_comments(file: Path, text: str) -> str:
    """The code without what indents its lines, and without comments on lines of their own."""
    kept, end = "", 0
    for comment in _COMMENT.finditer(text):
        kept += text[end : comment.start()]
        end = comment.end()
        if kept.count("`") % 2:
            raise ValueError(f"{file.name} has `{comment[0].strip()}` between single backticks.")
    kept += text[end:]
    literals = (text.partition("\n") for text in kept.split("`")[1::2])
    # what stands in ${ } is code; a text of several lines stays as it is, and its file with it
    has_lines = any(line and "${" not in first for first, line, _ in literals)
    return kept if has_lines else _INDENT.sub("\n", kept)
