"""Arrays as programs print and spell them: NumPy, PyTorch, JSON, MATLAB, and our own code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from lesson.files.refusal import Refusal

_DEEPEST = 8
_WRAPPED = 60  # characters; a shorter line of a print was not broken for want of room
# possessive all over: what a visitor sends must not be tried in all ways
_NAME = r"[A-Za-z_][\w.]*+"
# "Out[3]:", ">>>", "W =", "Parameter containing:", "np.array("
_BEFORE = re.compile(
    rf"\s*+(?:>>>\s*+|(?:In|Out)\s?\[\d+\]:\s*+)?(?:{_NAME}\s*+=\s*+)?"
    rf"(?:Parameter containing:\s*+)?(?:{_NAME})?[\s(]*+(?=\[)"
)
# "), dtype=torch.float64, grad_fn=<AddBackward0>)", ".astype(np.float32)", "# (1, 1, 3, 3)"
_AFTER = re.compile(
    r"(?:[\s),;]++"
    r"|\w++\s*+=\s*+(?:<[^>\n]*+>|'[^'\n]*+'|\"[^\"\n]*+\"|[\w.]++|\([\d, ]*+\))"
    r"|\.(?:astype|float|double|detach|cpu|numpy|copy|clone|tolist|to)\([\w.\"']*+\))*+"
    r"(?:#[^\n]*+)?\s*+"
)
_TOKEN = re.compile(r"[\[\],;\n]|\"[^\"\n]*\"|'[^'\n]*'|[^\[\],;\s]+")
_QUOTES = "\"'"

_Nested: TypeAlias = "list[str | _Nested]"


@dataclass(frozen=True)
class Printed:
    """What stands between the brackets.

    Attributes
    ----------
    outer : tuple of int
        How often the brackets nest above the rows: (1, 1, 3) for an array (1, 1, 3, w).
    rows : list of list of str
        The innermost lists, one after another, as many as `outer` multiplies up to.
    """

    outer: tuple[int, ...]
    rows: list[list[str]]


def read_brackets(text: str) -> Printed:
    """Take a printed or spelled array apart; its cells are not read yet.

    A part of a print, as a mouse selects it, may lack brackets at its ends. Semicolons, and line
    ends that no print makes, part the rows between one pair of brackets.

    Raises
    ------
    Refusal
        ``brackets`` where they do not form rows.

    Examples
    --------
    >>> read_brackets("tensor([[1., 2.],\\n        [3., 4.]], dtype=torch.float64)")
    Printed(outer=(2,), rows=[['1.', '2.'], ['3.', '4.']])
    >>> read_brackets("[5 6; 7 8]").rows
    [['5', '6'], ['7', '8']]
    """
    start = _BEFORE.match(text)
    body = text[start.end() :] if start else text
    end = body.rfind("]") + 1
    if _AFTER.fullmatch(body, end):
        body = body[:end]
    root = _parsed(body)
    # rows selected out of a print have no brackets around them
    whole = _lists(root)[0] if len(root) - _marks(root) == len(_lists(root)) == 1 else root
    return _array(whole) if _lists(whole) else _one_list(whole, body)


def _parsed(body: str) -> _Nested:
    """Lists in lists, with ";" and line ends where they stand between cells."""
    depth = low = 0
    for mark in re.findall(r"[\[\]]", body):
        depth += 1 if mark == "[" else -1
        low = min(low, depth)
    root: _Nested = []
    stack = [root]
    last = "["
    for token in _TOKEN.findall("[" * -low + body + "]" * (depth - low)):
        if token == "[":
            inner: _Nested = []
            stack[-1].append(inner)
            stack.append(inner)
            if len(stack) > _DEEPEST:
                raise Refusal("brackets")
        elif token == "]":
            stack.pop()
        elif token == ",":
            if last in "[,;":
                stack[-1].append("")
        elif token in ";\n":
            stack[-1].append(token)
        else:
            quoted = len(token) > 1 and token[0] in _QUOTES and token[0] == token[-1]
            stack[-1].append(token[1:-1] if quoted else token)
        if token != "\n":
            last = token
    return root


def _lists(nested: _Nested) -> list[_Nested]:
    return [one for one in nested if isinstance(one, list)]


def _marks(nested: _Nested) -> int:
    return sum(one in (";", "\n") for one in nested if isinstance(one, str))


def _one_list(nested: _Nested, body: str) -> Printed:
    """Rows of MATLAB, or the one row of a list."""
    cells = [one for one in nested if isinstance(one, str)]
    if ";" in cells:
        rows = _split([cell for cell in cells if cell != "\n"], ";")
        return Printed((len(rows),), rows)
    rows = _split(cells, "\n")
    short = max(map(len, body.split("\n"))) < _WRAPPED
    if len(rows) > 1 and short and "," not in body and len(set(map(len, rows))) == 1:
        return Printed((len(rows),), rows)
    return Printed((), [[cell for cell in cells if cell != "\n"]])


def _split(cells: list[str], mark: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for cell in cells:
        if cell == mark:
            rows.append([])
        else:
            rows[-1].append(cell)
    return [row for row in rows if row]


def _array(nested: _Nested) -> Printed:
    """Rows below one another, all at the same depth."""
    if not _lists(nested):
        cells = [one for one in nested if isinstance(one, str) and one != "\n"]
        if ";" in cells:
            raise Refusal("brackets")
        return Printed((), [cells])
    parts = _lists(nested)
    if len(parts) != len(nested) - _marks(nested):
        raise Refusal("brackets")
    inner = [_array(part) for part in parts]
    if len({one.outer for one in inner}) > 1:
        raise Refusal("brackets")
    return Printed((len(inner), *inner[0].outer), [row for one in inner for row in one.rows])
