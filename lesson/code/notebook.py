"""The lesson as a notebook: its numbers, the listing with blanks, checks, links to the pictures."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from lesson.code import notebook_parts as parts
from lesson.code.listing import BOOK, Listing, listing_of, operands, part_of
from lesson.link.codec import write_link
from lesson.mistakes.catalogue import MISTAKES
from lesson.vocabulary import Words, vocabulary
from lesson.worked import Worked

Cell = dict[str, Any]

# function, what is set there, and the words of its hint; blanks are counted in this order
_BLANKS = (
    ("im2col", "img", "pad"),
    ("im2col", "col[:, :, i, j]", "window"),
    ("im2col", "col", "rows"),
    ("forward", "col_W", "col_W"),
    ("forward", "out2", "out2"),
    ("forward", "out", "out"),
    ("backward", "self.db", "db"),
    ("backward", "dW2", "dW2"),
    ("backward", "self.dW", "dW"),
    ("backward", "dcol", "dcol"),
    ("col2im", "img[", "add"),
    ("col2im", "return", "crop"),
)


def notebook(worked: Worked, address: str, *, solved: bool = False) -> str:
    """The notebook's file, nbformat 4.5.

    Parameters
    ----------
    worked : Worked
    address : str
        Of the app, without a page: ``http://localhost:8501``. The links lead there.
    solved : bool
        Whether the blanks are filled in.

    Returns
    -------
    text : str
        JSON. It runs with NumPy alone, without a network.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> json.loads(notebook(Worked(Lesson(size=8)), "http://lab.example"))["nbformat"]
    4
    """
    cells = list(_cells(worked, address.rstrip("/"), solved))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return json.dumps(
        {
            "cells": cells,
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    )


def file_name(worked: Worked) -> str:
    """A name that tells lessons apart.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> file_name(Worked(Lesson(size=8)))[:14]
    'conv-lab-cat-8'
    """
    lesson = worked.lesson
    digest = hashlib.sha256(urlencode(write_link(lesson)).encode()).hexdigest()[:6]
    return f"conv-lab-{lesson.source}-{worked.geometry.in_h}x{worked.geometry.in_w}-{digest}.ipynb"


def _cells(worked: Worked, address: str, solved: bool) -> Iterator[Cell]:
    words, text = vocabulary(worked.lesson.language), listing_of(worked)
    shown = text if solved else with_blanks(text, words)

    def see(page: str, view: str = "") -> str:
        link = urlencode(write_link(replace(worked.lesson, view=view)))
        return f"[{words('notebook.see')}]({address}/{page}{'?' if link else ''}{link})"

    yield _markdown(_title(worked, words), see(""))
    yield _code(parts.SETUP, folded=True)
    yield _code(_numbers(worked, words))
    yield _markdown(words("notebook.im2col"), see("matmul", "unroll"))
    yield _code(_function(shown, "im2col"))
    yield _code(parts.CHECK_COL)
    yield _markdown(words("notebook.layer"), f"{see('matmul', 'product')} · {see('code')}")
    yield _code(_layer(shown))
    yield _code(parts.CHECK_FORWARD)
    yield _markdown(words("notebook.backward"), see("backward"))
    yield _code(_function(shown, "col2im"))
    yield _markdown(words("notebook.col2im"), see("backward", "col2im"))
    yield _code(parts.CHECK_BACKWARD)
    yield _markdown(words("notebook.slopes"), see("backward", "check"))
    yield _code(parts.CHECK_SLOPES)
    if not solved:
        yield _markdown(words("notebook.solution"))
        yield _code(_commented(text), folded=True)


def with_blanks(text: Listing, words: Words) -> Listing:
    """The listing with blanks, each with a hint; what it computes stands where it stood."""
    lines = list(text.lines)
    for number, (function, what, hint) in enumerate(_BLANKS, start=1):
        start = what if what.endswith("[") else f"{what} "
        at = max(at for at in text.functions[function] if lines[at - 1].strip().startswith(start))
        line = lines[at - 1]
        indent = line[: len(line) - len(line.lstrip())]
        told = f"  # {words(f'notebook.hint_{hint}')}"
        kept = "return" if what == "return" else line.strip().partition(" = ")[0] + " ="
        if what.endswith("["):
            lines[at - 1] = f"{indent}blank({number}){told}"
        else:
            lines[at - 1] = f"{indent}{kept} blank({number}){told}"
    return replace(text, text="\n".join(lines) + "\n")


def _title(worked: Worked, words: Words) -> str:
    g, part = worked.geometry, part_of(worked)
    given = operands(worked)
    top, bottom, left, right = g.pad
    group = ""
    if part.groups > 1:
        group = "\n\n" + words("code.group", group=part.group, groups=part.groups)
    return words(
        "notebook.title", x=given["x"].shape, W=given["W"].shape, sh=g.stride[0], sw=g.stride[1],
        top=top, bottom=bottom, left=left, right=right, H=g.in_h, reach=g.row_offsets[-1] + 1,
        out_h=g.out_h, out_w=g.out_w,
    ) + group  # fmt: skip


def _numbers(worked: Worked, words: Words) -> str:
    given, g = operands(worked), worked.geometry
    lines = [f"{name} = {_spelled(given[name])}" for name in ("x", "W", "b", "dout")]
    lines += [
        f"sh, sw = {g.stride[0]}, {g.stride[1]}",
        f"top, bottom, left, right = {', '.join(map(str, g.pad))}",
        f"dh, dw = {g.dilation[0]}, {g.dilation[1]}",
    ]
    if listing_of(worked).name == BOOK:
        lines.append(f"SETTINGS = ({given['stride']}, {given['pad']})  # stride, pad")
    else:
        lines.append("SETTINGS = ((sh, sw), (top, bottom, left, right), (dh, dw))")
    said = {name: words(f"notebook.say_{name}") for name in _SAID}
    mistakes = {one: words(f"mistake.{one}") for one in MISTAKES}
    lines += ["", f"SAY = {said!r}", f"MISTAKES = {mistakes!r}"]
    return "\n".join(lines) + "\n"


_SAID = (
    "right", "wrong", "shape", "nothing", "likely", "empty", "stopped", "slope", "agree", "differ",
    "first",
)  # fmt: skip
_SPELLED_OUT = 60
"""Numbers of an array that are written so that one can read them; more travel packed."""


def _spelled(array: NDArray[Any]) -> str:
    if array.size <= _SPELLED_OUT:
        text = np.array2string(array, separator=", ", threshold=10**6, floatmode="unique")
        return f"np.array({text}, dtype=float)"
    packed = zlib.compress(np.ascontiguousarray(array, "<f8").tobytes(), 9)
    return f'numbers({array.shape}, "{base64.b64encode(packed).decode("ascii")}")'


def _function(text: Listing, name: str) -> str:
    lines = text.functions[name]
    return "\n".join(text.lines[lines.start - 1 : lines.stop - 1]) + "\n"


def _layer(text: Listing) -> str:
    first = next(at for at, line in enumerate(text.lines) if line.startswith("class "))
    return "\n".join(text.lines[first : text.functions["backward"].stop - 1]) + "\n"


def _commented(text: Listing) -> str:
    """The solution, which does nothing until it is wanted."""
    solution = "\n\n\n".join((_function(text, "im2col"), _layer(text), _function(text, "col2im")))
    return "\n".join(f"# {line}".rstrip() for line in solution.splitlines()) + "\n"


def _markdown(*texts: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": "\n\n".join(texts)}


def _code(source: str, *, folded: bool = False) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"jupyter": {"source_hidden": True}} if folded else {},
        "outputs": [],
        "source": source.rstrip("\n"),
    }
