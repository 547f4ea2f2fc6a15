"""What stands below every lesson: its numbers, its code, its worksheet."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.programs import files, numpy_code, torch_code
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.numbers.section import numbers_section, numbers_shown
from ui.page.embedded import is_embedded
from ui.takeaway.component import of_lesson, take_away
from ui.visit import fragments, session
from ui.worksheet.section import section, section_shown

_NUMBERS, _CODE, _SHEET = "numbers", "code", "worksheet"


def closing(
    words: Words, page: str, *, backward: bool = False, arrays: tuple[str, ...] = ()
) -> None:
    """The menu "Take away", and folded sections: the lesson's numbers, its code, its worksheet.

    Parameters
    ----------
    page : str
        A key of `ui.lessons.PAGES`.
    backward : bool
        Whether the code sends the gradient back, too.
    arrays : tuple of str
        Those that the page's pictures draw, to be read as tables; none, no section.
    """
    if is_embedded():
        return
    st.caption(words("more.correlation"))
    fragments.part(fragments.MORE, _more_shown, partial(_more, page, backward, arrays))


def _more_shown() -> Hashable:
    opened = tuple(bool(st.session_state.get(_key(name))) for name in (_NUMBERS, _CODE, _SHEET))
    shown = session.current() if any(opened) else session.current().language
    # to go through all that a session keeps takes a third as long as a whole change
    return opened, shown, section_shown(), numbers_shown() if opened[0] else ()


def _more(page: str, backward: bool, arrays: tuple[str, ...]) -> None:
    take_away(partial(of_lesson, page))  # among the sections: on a phone they stand side by side
    # Drawn when unfolded: a block of code makes the browser fetch half as much again as all else.
    lesson, words = session.current(), session.words()
    if arrays:
        numbers = _folded(_NUMBERS, words, ":material/table:")
        if numbers.open:
            with numbers:
                numbers_section(arrays, words)
    code = _folded(_CODE, words, ":material/code:")
    if code.open:
        with code:
            _code(Worked(lesson), words, backward)
    sheet = _folded(_SHEET, words, ":material/print:")
    if sheet.open:
        with sheet:
            section(words)


def _key(name: str) -> str:
    return f"w.more.{name}"


def _folded(name: str, words: Words, icon: str) -> Any:
    return st.expander(words(f"more.{name}"), icon=icon, key=_key(name), on_change="rerun")


def _code(worked: Worked, words: Words, backward: bool) -> None:
    for name, values in files(worked, backward).items():
        st.download_button(
            words("more.download", file=name),
            partial(_npy, values),
            name,
            on_click="ignore",
            key=f"w.{name}",
        )
    numpy, torch = st.tabs(["NumPy", "PyTorch"])
    numpy.code(numpy_code(worked, backward), language="python")
    torch.code(torch_code(worked, backward), language="python")


def _npy(values: NDArray[np.float64]) -> bytes:
    file = BytesIO()
    np.save(file, values, allow_pickle=False)
    return file.getvalue()
