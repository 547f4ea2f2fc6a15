"""What a line did, in this lesson's numbers: its text with sizes filled in, and its shapes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from lesson.code.listing import Listing
from lesson.code.trace import RETURNED, Step, Trace
from lesson.code.values import ARRAY, NUMBER, TUPLE, Value

Known = Mapping[str, Value]
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """A step in words of code.

    Attributes
    ----------
    numbers : str
        The line, each size in it as a number: ``out_h = (4 + 2 * 0 - 3) // 1 + 1 = 2``.
    shapes : str
        What its arrays were and became: ``out2 (4, 1) → (1, 2, 2, 1) → out (1, 1, 2, 2)``.
    """

    numbers: str
    shapes: str = ""


def told(run: Trace) -> Iterator[Told]:
    """Each step of a run in words of code.

    Examples
    --------
    >>> from lesson.code.listing import listing_of, operands
    >>> from lesson.code.trace import trace
    >>> from lesson.state import Filter, Lesson
    >>> from lesson.worked import Worked
    >>> book = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> found = list(told(trace(listing_of(book), operands(book))))
    >>> print(found[15].numbers)
    out_h = (4 + 2 * 0 - 3) // 1 + 1 = 2
    >>> next(one.shapes for one in found if one.numbers.startswith("col_W = "))
    'self.W (1, 1, 3, 3) → (1, 9) → col_W (9, 1)'
    """
    statements = {
        node.lineno: node for node in ast.walk(run.listing.tree) if isinstance(node, ast.stmt)
    }
    frames: list[dict[str, Value]] = []
    written = ""  # by the loop under way
    for step in run.steps:
        del frames[len(step.stack) :]
        if step.kind == "call":
            frames.append({})
        before = dict(frames[-1])
        frames[-1] |= {name: run.values[place] for name, place in step.changes}
        if step.kind == "call":
            yield _called(step, statements[step.line], frames[-1])
            continue
        one = _done(step, run.listing, statements[step.line], before, frames[-1])
        if not step.loop:
            written = ""
        elif one.shapes:
            written = one.shapes
        yield Told(one.numbers, written) if step.ends_loop else one


def _called(step: Step, node: ast.stmt, known: Known) -> Told:
    assert isinstance(node, ast.FunctionDef)
    names = [one.arg for one in node.args.args if one.arg != "self"]
    given = ", ".join(f"{name} = {_short(known[name])}" for name in names)
    return Told(f"{step.function}({given})")


def _done(step: Step, text: Listing, node: ast.stmt, before: Known, after: Known) -> Told:
    line = text.lines[step.line - 1]
    start = len(line) - len(line.lstrip())
    if isinstance(node, ast.For):
        done = _filled(line, node.iter, before)
        done = done.strip()
        # over, it tells what it has written; before, where it is
        if step.ends_loop:
            return Told(done)
        return Told(f"{done} {_source(node.target)} = {_of(node.target, after)}")
    value = getattr(node, "value", None)
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.Return) or value is None:
        return Told(line[start:])
    targets = [] if isinstance(node, ast.Return) else _targets(node)
    # the rightmost first, so that places further left stay what they are
    done = _filled(line, value, before)
    for target in reversed(targets):
        if isinstance(target, ast.Subscript):
            done = _filled(done, target.slice, before)
    made = _names_of(targets) if targets else [RETURNED]
    results = [(name, after[name]) for name in made if name in after]
    is_sum = not isinstance(value, ast.Constant) and not _is_name(value)
    if len(results) == 1 and results[0][1].kind == NUMBER and is_sum:
        done = f"{done} = {results[0][1].text}"
    return Told(done[start:], "" if step.kind == "error" else _shapes(value, before, results))


def _targets(node: ast.Assign | ast.AugAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def _names_of(targets: list[ast.expr]) -> list[str]:
    return [
        name
        for target in targets
        for name in (
            _names_of(target.elts)
            if isinstance(target, ast.Tuple)
            else [_source(target.value if isinstance(target, ast.Subscript) else target)]
        )
    ]


def _source(node: ast.AST) -> str:
    """A part of a line as it is written; kept with it, since each turn of a loop asks again."""
    text: str | None = getattr(node, "as_written", None)
    if text is None:
        text = ast.unparse(node)
        setattr(node, "as_written", text)  # noqa: B010
    return text


def _of(target: ast.expr, known: Known) -> str:
    value = known.get(_source(target))
    return value.text if value else "?"


def _short(value: Value) -> str:
    return _spelled(value.shape) if value.kind == ARRAY else value.text


def _spelled(shape: Shape) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


# ---- sizes as numbers


def _filled(line: str, within: ast.expr, known: Known) -> str:
    """A line with the sizes in a part of it as numbers."""
    found = sorted(_sizes(within, known), reverse=True)
    for at, end, text in found:
        line = line[:at] + text + line[end:]
    return line


def _sizes(node: ast.AST, known: Known) -> Iterator[tuple[int, int, str]]:
    if isinstance(node, ast.expr):
        text = _size(node, known)
        if text:
            yield node.col_offset, node.end_col_offset or node.col_offset, text
            return
    for child in ast.iter_child_nodes(node):
        yield from _sizes(child, known)


def _size(node: ast.expr, known: Known) -> str:
    """A size that a name stands for; "" for what is no size."""
    if isinstance(node, ast.Attribute) and node.attr == "shape":
        value = known.get(_source(node.value))
        return _spelled(value.shape) if value and value.kind == ARRAY else ""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        shape = _size(node.value, known)
        return str(ast.literal_eval(shape)[node.slice.value]) if shape.startswith("(") else ""
    if not isinstance(node, ast.Name | ast.Attribute):
        return ""
    value = known.get(_source(node))
    return value.text if value and value.kind in (NUMBER, TUPLE) else ""


# ---- shapes


def _shapes(value: ast.expr, before: Known, results: list[tuple[str, Value]]) -> str:
    made = [
        _spelled(one.shape) if name == RETURNED else f"{name} {_spelled(one.shape)}"
        for name, one in results
        if one.kind == ARRAY
    ]
    taken = {
        name: before[name].shape
        for name in _read(value)
        if name in before and before[name].kind == ARRAY
    }
    if not made or isinstance(value, ast.Tuple) or _is_name(value):
        return ""
    ways = [", ".join(f"{name} {_spelled(shape)}" for name, shape in taken.items())]
    ways += map(_spelled, _between(value, before)[1:-1])
    return " → ".join([*filter(None, ways), ", ".join(made)])


def _is_name(node: ast.expr) -> bool:
    """Whether it is a variable as it stands, as ``x`` or ``layer.db``."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.attr != "T"
    return isinstance(node, ast.Name)


def _read(node: ast.AST) -> Iterator[str]:
    """Names of the variables in a part of a line, as ``col`` or ``self.col_W``."""
    if isinstance(node, ast.Attribute) and node.attr == "shape":
        return
    if isinstance(node, ast.expr) and _is_name(node):
        yield _source(node)
    for child in ast.iter_child_nodes(node):
        yield from _read(child)


def _between(node: ast.expr, known: Known) -> list[Shape]:
    """Shapes on the way of ``x.reshape(...).transpose(...)``, from the first to the last."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        ways = _between(node.value, known)
        return [*ways, ways[-1][::-1]] if ways else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        ways = _between(node.func.value, known)
        if not ways or node.func.attr not in ("reshape", "transpose"):
            return []
        try:
            numbers = [_number(one, known) for one in node.args]
            return [*ways, _moved(node.func.attr, ways[-1], numbers)]
        except (LookupError, ValueError, ArithmeticError):
            return []
    value = known.get(_source(node))
    return [value.shape] if value and value.kind == ARRAY else []


def _moved(how: str, shape: Shape, numbers: list[int]) -> Shape:
    if how == "transpose":
        return tuple(shape[axis] for axis in numbers)
    rest = prod(shape) // prod(one for one in numbers if one != -1)
    return tuple(rest if one == -1 else one for one in numbers)


def _number(node: ast.expr, known: Known) -> int:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _number(node.left, known) * _number(node.right, known)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_number(node.operand, known)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    return int(known[_source(node)].text)
