"""The photo page: which filters to compare, the viewer, what it took, the maps as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from hashlib import blake2b
from typing import Any

import streamlit as st

from conv_core import Geometry, GeometryError
from lesson.files.refusal import Refusal
from lesson.photo.filters import (
    CELLS,
    LESSON,
    chosen_sets,
    photo_source,
    possible_sets,
    spell_sets,
    stage_cell,
)  # fmt: skip
from lesson.photo.look import look_of, on_cells
from lesson.state import UPLOAD, Lesson
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.component.courier import asked, courier
from ui.component.message import pack
from ui.photo.answers import answer, cell_offset, read_ask, read_screen
from ui.photo.cost import cost_line
from ui.photo.files import file_buttons, keep_mode
from ui.photo.payload import spell_view
from ui.photo.viewer.component import photograph, viewer
from ui.photo.work import SCREEN, Heed, Work, current_work, work_for
from ui.side_bar.uploads import file_for
from ui.stage.about import about
from ui.visit import address, session

MANY = 1_000_000
"""Pixels; a pass of eight filters over them takes about a tenth of a second."""

_SETS = "w.photo.sets"
_PAYLOAD = "photo.payload"
_ANSWER = "photo.answer"


def is_large() -> bool:
    """Whether a pass over the photograph takes long enough for the next change to end it."""
    lesson = session.current()
    kept = file_for(lesson)
    if kept is None or photo_source(lesson, uploaded=True) != UPLOAD:
        return False
    width, height = kept.picture.original_size
    return width * height > MANY


def photo_page(worked: Worked, words: Words) -> Iterator[None]:
    """Draw the page below its heading, with a pause after the picture."""
    lesson = worked.lesson
    with st.container(horizontal=True, vertical_alignment="center", key="sets"):
        _sets(lesson, words)
        right = st.container(width="stretch")
    place = right.empty()
    source = photo_source(lesson, file_for(lesson) is not None)
    if source == CELLS and lesson.numbers is not None:
        _, h, w = lesson.numbers.shape
        st.caption(words("photo.only_cells", h=h, w=w))
    elif source != lesson.source:
        st.caption(words("photo.stands_in", photo=words(f"inputs.{source}")))
    try:
        work = work_for(lesson, words, place)
    except Refusal as refusal:
        st.error(words(f"refusal.{refusal.reason}", **refusal.facts))
        return
    except GeometryError:
        st.warning(words("photo.does_not_fit", FH=lesson.FH, FW=lesson.FW))
        return
    overview, payload = _payload(work, lesson, words)
    photograph(overview)
    viewer(payload)
    yield
    with right:  # its progress stands where that of a pass does, and it leaves no gap in the page
        _closer_looks()
    st.container(key="told_cost").caption(cost_line(work, lesson, words))
    keep_mode(lesson.photo)
    file_buttons(work, names(work, words), words)


def names(work: Work, words: Words) -> list[str]:
    """What each map's filter is called."""
    return [words(f"presets.{one.preset}") for one in work.filters]


def _sets(lesson: Lesson, words: Words) -> None:
    possible = possible_sets(lesson)
    st.session_state[_SETS] = [name for name in chosen_sets(lesson.view) if name in possible]
    st.pills(
        words("photo.compare"),
        possible,
        selection_mode="multi",
        format_func=lambda name: words(f"photo.set_{name}"),
        key=_SETS,
        on_change=_choose_sets,
        label_visibility="collapsed",
        width="content",
    )


def _choose_sets() -> None:
    chosen = st.session_state[_SETS] or [LESSON]
    session.change(view=spell_sets(tuple(name for name in chosen if isinstance(name, str))))


def _payload(work: Work, lesson: Lesson, words: Words) -> tuple[bytes, bytes]:
    """The photograph and the viewer's message; kept, because packing them again tells nothing."""
    source = photo_source(lesson, file_for(lesson) is not None)
    cell = 1.0 if source == CELLS else None
    if source == lesson.source:
        cell = stage_cell(lesson, work.geometry.in_h, work.geometry.in_w)
    facts = (work.number, lesson.scale, lesson.language, cell, session.seek()["id"])
    kept = st.session_state.get(_PAYLOAD)
    if kept is None or kept[0] != facts:
        kept = (facts, _packed(work, lesson, words, cell))
        st.session_state[_PAYLOAD] = kept
    payload: tuple[bytes, bytes] = kept[1]
    return payload


def _packed(work: Work, lesson: Lesson, words: Words, cell: float | None) -> tuple[bytes, bytes]:
    g = work.geometry
    reach = (g.row_offsets[-1] + 1, g.col_offsets[-1] + 1)
    view, arrays = spell_view(work.survey.view, work.layer())
    # by what is in it: equal pixels are an equal message, and that one does not travel again
    seen = work.survey.view
    place = repr((seen.x.shape, seen.block, g.in_h, g.in_w))
    look = blake2b(seen.x.tobytes() + place.encode(), digest_size=12).hexdigest()
    found = work.survey
    maps = [
        {"name": name, "label": f"out[0,{k}] {name}", "most": float(most), "sign": int(sign)}
        for k, (name, most, sign) in enumerate(
            zip(names(work, words), found.most, found.sign, strict=True)
        )
    ]
    header: dict[str, Any] = {
        "work": work.number,
        "about": about(Worked(lesson), "photo") | {"size": _size(g), "unread": ""},
        "photo": work.photo_number,
        "look": look,
        "channels": work.W.shape[1],
        "size": (g.in_h, g.in_w),
        "out": (g.out_h, g.out_w),
        "stride": g.stride,
        "pad": (g.pad[0], g.pad[2]),
        "offset": cell_offset(g),
        "window": (g.FH, g.FW),
        "reach": reach,
        "stageWindow": None if cell is None else [cell * size for size in reach],
        "scale": lesson.scale,
        "maps": maps,
        "view": view,
        # obeyed when the id is new, as the stage does
        "seek": {"id": session.seek()["id"], "look": _look_here(lesson, g.in_h, g.in_w)},
        "language": words.language,
    }
    return pack({"look": look}, {"x": seen.x}), pack(header, arrays)


def _size(g: Geometry) -> str:
    return f"out {g.out_h}×{g.out_w}"


def _look_here(lesson: Lesson, height: int, width: int) -> dict[str, Any]:
    """How the lesson looks at this photograph, of which there may be the cells alone."""
    look = lesson.photo
    if photo_source(lesson, file_for(lesson) is not None) == CELLS:
        look = on_cells(look, (height, width), cropped=lesson.framing == "crop")
    said = asdict(look)
    del said["of"]  # the viewer knows its photograph
    return said


@st.fragment
def _closer_looks() -> None:
    """Answer what the viewer asks, without the rest of the page."""
    work = current_work()
    ask = read_ask(asked())
    place = st.empty()
    if work is None:
        return
    kept: tuple[Any, bytes] = st.session_state.get(_ANSWER, (None, b""))
    if ask is not None and ask.work == work.number and kept[0] != ask:
        kept = (ask, answer(ask, work, Heed(place)))
        st.session_state[_ANSWER] = kept
    courier(kept[1], _on_ask)
    address.write()


def _on_ask() -> None:
    wish = asked()
    pixels = read_screen(wish)
    if pixels is not None:
        st.session_state[SCREEN] = pixels
    look = look_of(wish.get("look")) if isinstance(wish, dict) else None
    work = current_work()
    if look is not None and work is not None and session.current().source == UPLOAD:
        g = work.geometry
        look = replace(look, of=None if look.is_whole else (g.in_h, g.in_w))
    if look is not None and look != session.current().photo:
        session.look_settled(look)
        keep_mode(look)
