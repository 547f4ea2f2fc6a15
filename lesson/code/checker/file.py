"""Making `check_my_layer.py` for a lesson: the template, with the lesson's numbers and words."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.code.listing import BOOK, listing_of, operands
from lesson.mistakes.catalogue import MISTAKES
from lesson.state import LANGUAGES
from lesson.vocabulary import vocabulary
from lesson.worked import Worked

NAME = "check_my_layer.py"
TEMPLATE = Path(__file__).with_name(NAME)
MOST_NUMBERS = 20_000
"""Of an input that travels in the file; a larger one is left out, and other cases check."""

_BEGIN, _END = "# >>> the lesson\n", "# <<< the lesson\n"


def checker_file(worked: Worked, link: str = "") -> str:
    """The file for a lesson, in its language.

    Parameters
    ----------
    link : str
        Address of the lesson, which the file names where something is wrong.

    Notes
    -----
    The book's class knows one stride and one padding: of a lesson with others, and of a very large
    input, the numbers stay out, and the file's own cases check the layer.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> 'LANGUAGE = "ja"' in checker_file(Worked(Lesson(size=8, language="ja")))
    True
    """
    text = TEMPLATE.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    lines = [
        f'LANGUAGE = "{worked.lesson.language}"',
        f"LINK = {link!a}",
        f"LESSON = {_numbers(worked)!r}",
        f"WORDS = {_words()!r}",
    ]
    return f"{before}{_BEGIN}{chr(10).join(lines)}\n{_END}{after}"


def _numbers(worked: Worked) -> dict[str, Any] | None:
    if listing_of(worked).name != BOOK or worked.x.size > MOST_NUMBERS:
        return None
    given = operands(worked)
    return {name: _packed(given[name]) for name in ("x", "W", "b", "dout")} | {
        name: given[name] for name in ("stride", "pad")
    }


def _packed(array: NDArray[np.float64]) -> tuple[tuple[int, ...], str]:
    data = zlib.compress(np.ascontiguousarray(array, "<f8").tobytes(), 9)
    return array.shape, base64.b64encode(data).decode("ascii")


def _words() -> dict[str, dict[str, str]]:
    return {
        language: dict(vocabulary(language).section("checker"))
        | {f"mistake.{one}": vocabulary(language)(f"mistake.{one}") for one in MISTAKES}
        for language in LANGUAGES
    }
