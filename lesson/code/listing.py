"""The text of the layer: which listing a lesson takes, its functions and what each line sets."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from lesson.worked import Worked

BOOK, SIDES = "book", "sides"
"""The book's listing, for one stride and one padding; the same for two strides, four sides and
dilation."""

FOLDER = Path(__file__).parent / "listings"


@dataclass(frozen=True)
class Edit:
    """One line of a listing, written otherwise.

    Attributes
    ----------
    function : str
        The function that it stands in.
    old, new : str
        The line without its indentation; `old` stands there once.
    """

    function: str
    old: str
    new: str


@dataclass(frozen=True)
class Listing:
    """A listing of the layer, as it is shown and run.

    Attributes
    ----------
    name : str
        `BOOK` or `SIDES`.
    text : str
        The whole source.

    Examples
    --------
    >>> listing("book").function_at(17)
    'forward'
    >>> listing("book").sets(21)
    ('col',)
    """

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines, the first one at index 0."""
        return tuple(self.text.splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.text)

    @cached_property
    def functions(self) -> dict[str, range]:
        """Functions and methods by name, each with its lines, counted from 1."""
        return {
            node.name: range(node.lineno, (node.end_lineno or node.lineno) + 1)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef)
        }

    def function_at(self, line: int) -> str:
        """The function that a line is of; "" between functions."""
        return next((name for name, lines in self.functions.items() if line in lines), "")

    def sets(self, line: int) -> tuple[str, ...]:
        """The names that a line gives a value, as ``col``, ``self.db`` or a loop's counter."""
        return self._set.get(line, ())

    def writes_into(self, line: int) -> tuple[str, ...]:
        """Those of `sets` whose array stays and gets other numbers."""
        return self._written.get(line, ())

    def written_after(self, line: int) -> set[str]:
        """What lines further down in the same function write into."""
        within = self.functions.get(self.function_at(line), range(0))
        return {name for later in within if later > line for name in self.writes_into(later)}

    def written_by_loop(self, line: int) -> tuple[str, ...]:
        """What a loop, named by its line, writes into."""
        return tuple(
            name
            for inner, names in self._written.items()
            if self.loop_of(inner) == line
            for name in names
        )

    def loop_of(self, line: int) -> int:
        """The line of the outermost loop that a line belongs to, itself included; 0 outside."""
        return self._loops.get(line, 0)

    @cached_property
    def _targets(self) -> dict[int, list[ast.expr]]:
        found: dict[int, list[ast.expr]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                found[node.lineno] = node.targets
            elif isinstance(node, ast.AugAssign | ast.For):
                found[node.lineno] = [node.target]
        return found

    @cached_property
    def _set(self) -> dict[int, tuple[str, ...]]:
        return {
            line: tuple(name for one in targets for name in _names(one))
            for line, targets in self._targets.items()
        }

    @cached_property
    def _written(self) -> dict[int, tuple[str, ...]]:
        return {
            line: tuple(_names(targets[0]))
            for line, targets in self._targets.items()
            if isinstance(targets[0], ast.Subscript)
        }

    @cached_property
    def _loops(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for node in ast.walk(self.tree):  # from the outside in
            if isinstance(node, ast.For):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    found.setdefault(line, node.lineno)
        return found

    def line_of(self, function: str, text: str) -> int:
        """The number of a line, from 1, by its words.

        Raises
        ------
        LookupError
            If it does not stand there exactly once.
        """
        found = [line for line in self.functions[function] if self.lines[line - 1].strip() == text]
        if len(found) != 1:
            raise LookupError(f"{text!r} stands {len(found)} times in {function} of {self.name}")
        return found[0]

    def edited(self, edit: Edit) -> Listing:
        """The listing with one line written otherwise."""
        lines = list(self.lines)
        at = self.line_of(edit.function, edit.old) - 1
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at] = indent + edit.new
        return replace(self, text="\n".join(lines) + "\n")


def _names(target: ast.expr) -> list[str]:
    if isinstance(target, ast.Tuple):
        return [name for one in target.elts for name in _names(one)]
    if isinstance(target, ast.Subscript):
        return _names(target.value)
    return [ast.unparse(target)]


@lru_cache
def listing(name: str) -> Listing:
    """`BOOK` or `SIDES`, as its file has it."""
    return Listing(name, (FOLDER / f"{name}.py").read_text(encoding="utf-8"))


def listing_of(worked: Worked) -> Listing:
    """The listing that runs a lesson: the book's, as far as the book's code goes."""
    return listing(BOOK if _is_of_the_book(worked) else SIDES)


def _is_of_the_book(worked: Worked) -> bool:
    g = worked.geometry
    return len(set(g.stride)) == len(set(g.pad)) == 1 and g.dilation == (1, 1)


@dataclass(frozen=True)
class Part:
    """Which channels and filters a listing reads: all, or one group of a layer in groups.

    A layer in groups is the layer once for each group, on its own channels and filters.

    Attributes
    ----------
    group, groups : int
        The group, counted from 0, and how many there are.
    channels, filters : slice
    """

    group: int
    groups: int
    channels: slice
    filters: slice


def part_of(worked: Worked) -> Part:
    """The group of the filter that the learner looks at."""
    lesson = worked.lesson
    C, FN = len(worked.planes) // lesson.groups, len(lesson.filters) // lesson.groups
    group = lesson.filter // FN
    return Part(
        group,
        lesson.groups,
        slice(group * C, (group + 1) * C),
        slice(group * FN, (group + 1) * FN),
    )


def operands(worked: Worked) -> Mapping[str, Any]:
    """What ``run`` of the lesson's listing is called with, by name.

    Arrays are copies, so that a listing with a slip in it cannot spoil the lesson.
    """
    g, part = worked.geometry, part_of(worked)
    found: dict[str, Any] = {
        "x": worked.x[:, part.channels].copy(),
        "W": worked.W[part.filters].copy(),
        "b": worked.b[part.filters].copy(),
        "dout": worked.dout[:, part.filters].copy(),
    }
    if _is_of_the_book(worked):
        return found | {"stride": g.stride[0], "pad": g.pad[0]}
    return found | {"stride": g.stride, "pad": g.pad, "dilation": g.dilation}
