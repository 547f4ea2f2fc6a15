"""The number grid: planes of numbers that are edited where they stand.

The browser's half is in ``ui/grid/``; `ui.component.joiner` makes one module of its files.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.vocabulary import vocabulary
from ui.component.message import pack
from ui.component.shared import SharedComponent
from ui.grid.edit import GridEdit, Planes, Shape, parse_edit, parse_serial
from ui.grid.paste import answer
from ui.visit import fragments

__all__ = ["TINTS", "WORDS", "GridEdit", "number_grid", "parse_edit"]

Scale = Literal["weight", "data"]
"""A scale of the stage, by the name of its colours in ``ui/stage/theme.js``."""

TINTS = ("none", "red", "green", "blue")

WORDS: Mapping[str, tuple[str, ...]] = {
    "help": (),
    "edit": ("cell",),
    "sign": (),
    "leave": (),
    "place": ("row", "column", "cell"),
    "not_a_number": ("text", "place", "value"),
    "too_large": ("text", "place", "value", "limit"),
    "reading": (),
    "pasted": ("size",),
    "clipped": ("size", "fit"),
    "grown": ("rows", "columns"),
    "undone": (),
    "redone": (),
    "nothing_to_undo": (),
    "nothing_to_redo": (),
}
"""The sentences the grid needs: id -> the facts a translation may name in braces."""

_FOLDER = Path(__file__).parent

_component = SharedComponent("number_grid", _FOLDER)


def number_grid_code(words: Mapping[str, str], language: str) -> None:
    """Send what all number grids of a page share; once on a page.

    Parameters
    ----------
    words : mapping of str to str
        A translated sentence for each id of `WORDS`.
    language : str
        The language of the sentences, which the grids name.

    Raises
    ------
    ValueError
        If words are missing.
    """
    if missing := sorted(set(WORDS) - set(words)):
        raise ValueError(f"words lacks {', '.join(missing)}.")
    _component.lay_out(language, {name: words[name] for name in WORDS})


def number_grid(
    planes: NDArray[Any],
    *,
    key: str,
    labels: Sequence[str],
    language: str,
    row_labels: Sequence[str] | None = None,
    extra: tuple[str, float] | None = None,
    tints: Sequence[str] | None = None,
    scale: Scale | None = None,
    most: float = 0.0,
    limit: float = 1e6,
    can_resize: bool = False,
    max_size: tuple[int, int] = (64, 64),
    on_change: Callable[[GridEdit], None] | None = None,
    current: Callable[[], NDArray[Any]] | None = None,
) -> None:
    """Show planes of numbers and let the visitor edit them.

    Parameters
    ----------
    planes : array (C, h, w)
        The numbers to show, within `limit`. When they differ from what the grid shows, it follows.
    key : str
        Identity of the grid; with the same key it stays mounted through reruns.
    labels : sequence of C str
        Name of each plane, as code writes it. The cells continue it: a plane ``W[0,1]`` has the
        cells ``W[0,1,0,0]``, a plane ``x`` the cells ``x[0,0]``.
    language : str
        Which words of `number_grid_code` the grid speaks.
    row_labels : sequence of h str, optional
        Names in front of the rows.
    extra : (str, float), optional
        Name and value of one more cell below the planes, such as a bias.
    tints : sequence of C str, optional
        The colour of each plane's chip, one of `TINTS`.
    scale : {"weight", "data"}, optional
        Colour each cell as the stage does: weights, or signed data.
    most : float
        With a scale: the magnitude that has the strongest colour on the stage; where the grid holds
        a larger number, that one has.
    limit : float
        Largest magnitude a visitor may enter.
    can_resize : bool
        Whether a table pasted at the first cell may make the planes larger, up to `max_size`;
        `on_change` then gets planes of another (h, w).
    max_size : (int, int)
        Largest h and w of a paste.
    on_change : callable taking a `GridEdit`, optional
        Called before the script runs again, and only with numbers that `parse_edit` accepts.

    current : callable returning an array, optional
        The numbers as they are when an edit arrives. When they are no longer those that were
        shown, because a preset was chosen at the same moment, the edit is dropped; Streamlit would
        let it win, since it calls a component's callbacks after those of all other widgets.

    Raises
    ------
    ValueError
        If `planes` is not (C, h, w), a number is not finite or beyond `limit`, or if labels or
        tints do not match.

    Notes
    -----
    The browser shows an edit at once and reports 150 ms after the last one, always all numbers.
    Each report has a serial number that is sent back, so that the browser can tell an answer from
    an older picture of the numbers, and a refused edit is taken back on screen. What is pasted is
    read by `lesson.files.tables`, as a file is: a report asks for it, the next picture brings the
    answer, and what the browser makes of it is an edit like any other.
    """
    cells = _checked(planes, labels, row_labels, tints)
    values = cells if extra is None else np.append(cells, extra[1])
    if not np.abs(values).max() <= limit:
        raise ValueError(f"The numbers must be finite and within ±{limit}.")

    shown, shown_extra = cells, None if extra is None else extra[1]

    def deliver() -> None:
        nonlocal shown, shown_extra
        edit = parse_edit(
            _message(key),
            _shape(cells),
            limit,
            has_extra=extra is not None,
            can_resize=can_resize,
            max_size=max_size,
        )
        outdated = current is not None and not np.array_equal(current(), shown)
        if edit is None or outdated or on_change is None:
            return
        if np.array_equal(edit.planes, shown) and edit.extra == shown_extra:
            return  # a report that only has a pasted text read, or tells that it was answered
        on_change(edit)
        # the next edit may arrive before the script has come here again
        shown = edit.planes if current is None else np.array(current(), dtype=np.float64)
        shown_extra = edit.extra

    header = {
        "shape": cells.shape,
        "labels": list(labels),
        "rowLabels": None if row_labels is None else list(row_labels),
        "extra": None if extra is None else extra[0],
        "tints": None if tints is None else list(tints),
        "scale": scale,
        "most": most,
        "limit": limit,
        "canResize": can_resize,
        "maxSize": max_size,
        "language": language,
        "seen": parse_serial(_message(key)),
        "answer": answer(_message(key), vocabulary(language)),
    }
    message = pack(header, {"values": values})
    _component.show(message, key, on_edit_change=fragments.then_redraw(key, deliver))


def _checked(
    planes: NDArray[Any],
    labels: Sequence[str],
    row_labels: Sequence[str] | None,
    tints: Sequence[str] | None,
) -> Planes:
    cells = np.asarray(planes, dtype=np.float64)
    if cells.ndim != 3 or cells.size == 0:
        raise ValueError(f"planes must be (C, h, w) with at least one number, not {cells.shape}.")
    channels, rows, _ = cells.shape
    if len(labels) != channels:
        raise ValueError(f"{channels} planes need as many labels, but there are {len(labels)}.")
    if row_labels is not None and len(row_labels) != rows:
        raise ValueError(f"{rows} rows need as many labels, but there are {len(row_labels)}.")
    if tints is not None and (len(tints) != channels or not set(tints) <= set(TINTS)):
        raise ValueError(f"{channels} planes need as many tints out of {TINTS}, not {tints!r}.")
    return cells


def _shape(cells: Planes) -> Shape:
    channels, rows, columns = cells.shape
    return channels, rows, columns


def _message(key: str) -> object:
    state = st.session_state.get(key)
    return state.get("edit") if isinstance(state, Mapping) else None
