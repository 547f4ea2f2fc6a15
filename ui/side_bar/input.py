"""What the filter slides over: a grid, a photograph, the learner's own picture or numbers."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from lesson.bounds import OWN_SIZES, allowed_sizes, fits
from lesson.files.samples import SAMPLES
from lesson.grids import GRIDS
from lesson.inputs import input_planes, scale_of
from lesson.own_numbers import own_start, with_input_size
from lesson.state import COLOURS, FRAMINGS, OWN, SCALES, UPLOAD, Lesson
from ui.grid.number_grid import GridEdit, number_grid
from ui.side_bar import uploads
from ui.stage.forward import input_tints
from ui.visit import fragments, session, upload, widgets
from ui.visit.streamlit_context import UploadedFile

_CAMERA, _EDIT = "w.camera_on", "w.edit_input"
_EDITED = "input.edited"
"""The numbers as the grid made them, and whether it was a small one before: a grid that has grown
by a paste stays open under the hand."""
_REFUSED = "uploads.refused"
"""Where the session counts them."""

_EDITING = "input.editing"
"""Whether the visitor has the dialog with the numbers open."""

EDITED_OPEN = 8
"""Inputs of at most so many rows, of all planes, and columns have their numbers in the side bar."""


def input_controls() -> None:
    """What is slid over, and a file of one's own."""
    _source()
    key = f"w.upload.{st.session_state.get(_REFUSED, 0)}"
    st.file_uploader(
        session.words()("controls.upload"),
        key=key,
        help=session.words()("controls.upload_help"),
        on_change=partial(_on_upload, key),
        # a file may bring filters, too
        disabled=widgets.is_locked("controls.input") and widgets.is_locked("controls.filters"),
    )


def picture_shown() -> Hashable:
    """What the controls of the picture show that their visitor has not chosen."""
    lesson = session.current()
    shown: list[Hashable] = [
        lesson.source, upload.current() is None, _is_fixed(lesson), _is_small(lesson),
    ]  # fmt: skip
    if _is_picture(lesson):
        shown.append(_size_shown(lesson))
        shown += [widgets.agrees(f"controls.{name}", value) for name, _, value in _looks(lesson)]
    elif lesson.source == OWN:
        shown += [widgets.amount_shown(*what) for what in _own_sizes(lesson)]
    shown.append(is_editing())
    if _is_small(lesson) or is_editing():
        shown += [lesson.numbers, lesson.look, lesson.size, lesson.colour, lesson.framing]
        shown.append(lesson.scale)
    return tuple(shown)


def picture_controls() -> None:
    """How a picture becomes numbers, and the numbers themselves."""
    lesson = session.current()
    is_small = _is_small(lesson)
    if _is_picture(lesson):
        _size()
    with widgets.in_pairs("numbers"):
        if lesson.source == OWN:
            _own_size()
        elif _is_picture(lesson) and not _is_fixed(lesson):
            for look in _looks(lesson):
                _look(*look)
        if not is_small:
            label = session.words()("controls.edit_input")
            st.button(
                label, key=_EDIT, icon=":material/grid_on:", help=label,
                on_click=fragments.then_redraw(_EDIT, _edit),
                disabled=widgets.is_locked("controls.input"),
            )  # fmt: skip
    if is_small:
        # or the next large picture would open the dialog, which nobody asked for
        st.session_state[_EDITING] = False
        _grid()
    elif is_editing():
        _dialog()


def further_shown() -> Hashable:
    """What the rarely used controls of the picture show that their visitor has not chosen."""
    lesson = session.current()
    framed = _is_picture(lesson) and not _is_fixed(lesson)
    return (
        framed,
        framed and widgets.agrees("controls.framing", lesson.framing),
        bool(st.session_state.get(_CAMERA)),
    )


def further_controls() -> None:
    """Framing, and the camera."""
    words, lesson = session.words(), session.current()
    if _is_picture(lesson) and not _is_fixed(lesson):
        _look("framing", FRAMINGS, lesson.framing)
    if not may_use_camera(st.context.url):
        st.caption(words("controls.camera_insecure"))
    elif st.toggle(words("controls.camera"), key=_CAMERA):
        st.camera_input(words("controls.camera_label"), key="w.camera", on_change=_on_camera)


def is_further_used(lesson: Lesson) -> bool:
    """Whether a rarely used setting of the picture is not at its usual value."""
    return _is_picture(lesson) and lesson.framing != FRAMINGS[0]


def may_use_camera(url: str | None) -> bool:
    """Whether browsers give a page with this address the camera: not over plain http.

    Examples
    --------
    >>> may_use_camera("https://school.example/photo")
    True
    >>> may_use_camera("http://localhost:8501")
    True
    >>> may_use_camera("http://192.168.1.20:8501")
    False
    """
    place = urlsplit(url or "")
    host = place.hostname or ""
    here = host in ("localhost", "::1") or host.startswith("127.") or host.endswith(".localhost")
    return place.scheme != "http" or here


def _is_picture(lesson: Lesson) -> bool:
    return lesson.source in SAMPLES or lesson.source == UPLOAD


def _source() -> None:
    lesson = session.current()
    options = sources() if lesson.source == OWN else [*sources(), OWN]
    widgets.choice(
        st.selectbox, "controls.input", options, lesson.source, choose_source, names="inputs"
    )


def sources() -> list[str]:
    """The inputs that are there; numbers of the learner's own where they have typed some."""
    lesson = session.current()
    found = [*GRIDS, *SAMPLES]
    if upload.current() is not None or lesson.source == UPLOAD:
        found.append(UPLOAD)
    return [*found, OWN] if lesson.source == OWN else found


def choose_source(source: str) -> None:
    """Make it the lesson's input."""
    lesson = replace(session.current(), source=source)
    kept = upload.current()
    if source == UPLOAD and kept is not None:
        lesson = uploads.with_file(lesson, kept)
    elif source == OWN:
        _edit()  # what is new are the numbers
        lesson = uploads.with_numbers(lesson, own_start(session.current()))
    elif source != UPLOAD:
        lesson = replace(lesson, numbers=None, look=Lesson.look)
    session.put(lesson)


def _on_upload(key: str) -> None:
    handed_in = st.session_state[key]
    # taking the file out of the widget keeps the picture; after a restart of the server a tab still
    # names a file that is no longer there
    if isinstance(handed_in, UploadedFile) and not uploads.take(handed_in):
        # a new uploader, with nothing in it: a file that is listed looks accepted
        st.session_state[_REFUSED] = st.session_state.get(_REFUSED, 0) + 1


def _on_camera() -> None:
    taken = st.session_state["w.camera"]
    if isinstance(taken, UploadedFile):
        uploads.take(taken)


def _size() -> None:
    words = session.words()
    lesson = session.current()
    fixed = _is_fixed(lesson)
    widgets.amount(
        "controls.size", allowed_sizes(lesson), _cells(lesson),
        lambda size: uploads.reshown(size=size),
        help=words("notes.size_needs_upload") if fixed else words("controls.size_help"),
        disabled=fixed,
    )  # fmt: skip


def _look(name: str, options: Sequence[str], value: str) -> None:
    widgets.choice(
        st.segmented_control, f"controls.{name}", options, value,
        partial(_reshow, name), names=f"{name}s",
        required=True, width="stretch",
    )  # fmt: skip


def _reshow(field: str, value: str) -> None:
    uploads.reshown(**{field: value})


def _looks(lesson: Lesson) -> tuple[tuple[str, Sequence[str], str], ...]:
    """In which ways a pixel becomes numbers: what there is to choose, and what is chosen."""
    return (
        ("colour", COLOURS, lesson.colour),
        ("scale", SCALES, lesson.scale),
    )


def _is_fixed(lesson: Lesson) -> bool:
    """The picture came with the link, as it is; the file is not here."""
    return lesson.source == UPLOAD and uploads.file_for(lesson) is None


def _size_shown(lesson: Lesson) -> Hashable:
    return widgets.amount_shown("controls.size", allowed_sizes(lesson), _cells(lesson))


def _cells(lesson: Lesson) -> int:
    """The size on the slider: what was asked for, or what came with the link."""
    if not _is_fixed(lesson):
        return lesson.size
    height, width = map(int, input_planes(lesson).shape[1:])
    return max(allowed_sizes(lesson)[0], height, width)


def _own_size() -> None:
    """Rows and columns of the learner's own numbers."""
    rows, columns = _own_sizes(session.current())
    widgets.amount(*rows, lambda h: _resize(h, None))
    widgets.amount(*columns, lambda w: _resize(None, w))


def _own_sizes(lesson: Lesson) -> tuple[tuple[str, list[int], int], ...]:
    """For rows and columns: their words, every size at which the filter still fits, the size."""
    _, height, width = input_planes(lesson).shape
    return (
        ("controls.rows", [h for h in OWN_SIZES if fits(lesson, h, width)], height),
        ("controls.columns", [w for w in OWN_SIZES if fits(lesson, height, w)], width),
    )


def _resize(rows: int | None, columns: int | None) -> None:
    """What is not given stays as it is by then; this part may not have been drawn since."""
    _, height, width = input_planes(session.current()).shape
    session.edit(lambda lesson: with_input_size(lesson, rows or height, columns or width))


def _is_small(lesson: Lesson) -> bool:
    edited = st.session_state.get(_EDITED)
    if edited is not None and edited[0] == lesson.numbers:
        return bool(edited[1])
    C, height, width = input_planes(lesson).shape
    return bool(C * height <= EDITED_OPEN and width <= EDITED_OPEN)


def is_editing() -> bool:
    """Whether the dialog with the numbers is open; a small input has them in the side bar."""
    return bool(st.session_state.get(_EDITING)) and not _is_small(session.current())


def _edit() -> None:
    st.session_state[_EDITING] = True


def _dialog() -> None:
    """The numbers of a large input, on as much of the screen as they need."""

    def close() -> None:
        st.session_state[_EDITING] = False

    title = session.words()("controls.edit_input")
    closed = fragments.then_redraw(_EDITING, close)
    st.dialog(title, width="large", on_dismiss=closed)(_grid)()


def _grid() -> None:
    lesson = session.current()
    planes = input_planes(lesson)
    C = len(planes)
    number_grid(
        planes,
        key="input_grid",
        labels=["x[0,0]"] if C == 1 else [f"x[0,{c}]" for c in range(C)],
        language=lesson.language,
        tints=["none"] * C if scale_of(lesson) == "numbers" else _chips(C),
        can_resize=True,
        on_change=_edited,
        current=lambda: input_planes(session.current()),
    )


def _chips(C: int) -> list[str]:
    return [tint if tint != "grey" else "none" for tint in input_tints(C)]


def _edited(edit: GridEdit) -> None:
    before = session.current()
    small, look = _is_small(before), scale_of(before)
    session.edit(lambda lesson: uploads.with_numbers(lesson, edit.planes, look))
    st.session_state[_EDITED] = session.current().numbers, small
