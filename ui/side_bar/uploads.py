"""What a visitor hands in becomes the lesson's input, or a sentence that says why not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.files.filter_arrays import Filters, are_filters, read_filters
from lesson.files.npy import read_npy
from lesson.files.pictures import Picture, read_picture
from lesson.files.refusal import Refusal
from lesson.files.stage_picture import to_stage
from lesson.files.tables import Table, read_csv
from lesson.numbers import Numbers
from lesson.own_filters import with_filters
from lesson.state import OWN, UPLOAD, Lesson
from ui.visit import notes, session, upload

NPY_MAGIC = b"\x93NUMPY"
_ZIP = b"PK\x03\x04"
_COMES_FROM = "cells_of"
_TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".json")


class HandedIn(Protocol):
    """The part of Streamlit's UploadedFile that is used here."""

    name: str

    def getvalue(self) -> bytes: ...


def take(handed_in: HandedIn) -> bool:
    """Make a file the lesson's input; one that cannot be read leaves the lesson as it was.

    Returns
    -------
    taken : bool
        Otherwise a note says why not.
    """
    data = handed_in.getvalue()
    others = notes.said_of_others()
    notes.forget()  # a new file answers what was said of the last one
    try:
        if data.startswith((NPY_MAGIC, _ZIP)) and are_filters(data, handed_in.name):
            return _take_filters(read_filters(data))
        if _stays("input"):
            return False
        if data.startswith(NPY_MAGIC):
            _take_numbers(read_npy(data))
        elif handed_in.name.lower().endswith(_TABLE_ENDINGS):
            _take_table(read_csv(data))
        else:
            _take_picture(read_picture(data), data)
    except Refusal as refusal:
        notes.refuse(refusal, handed_in.name)
        return False
    finally:
        notes.say_again(others)
    return True


def _take_picture(picture: Picture, data: bytes) -> None:
    kept = upload.Upload(picture, data)
    upload.keep(kept)
    session.edit(lambda lesson: with_file(_about_upload(lesson), kept))
    numbers = session.current().numbers
    assert numbers is not None
    width, height = picture.original_size
    notes.say("notes.uploaded", width=width, height=height, h=numbers.shape[1], w=numbers.shape[2])


def _about_upload(lesson: Lesson) -> Lesson:
    return replace(lesson, source=UPLOAD, photo=lesson.photo.elsewhere)


def _take_numbers(planes: NDArray[np.float64]) -> None:
    C, h, w = planes.shape
    session.edit(lambda lesson: with_numbers(lesson, planes))
    notes.say("notes.numbers_read", C=C, h=h, w=w)


def _take_table(table: Table) -> None:
    _take_numbers(table.planes)
    if table.left_out:
        notes.say(f"notes.left_out_{table.left_out}")


def _take_filters(found: Filters) -> bool:
    lesson = session.current()
    new = with_filters(lesson, found)
    other_layer = (new.FH, new.FW, new.groups) != (lesson.FH, lesson.FW, lesson.groups)
    if _stays("filters") or (other_layer and _stays("layer")):
        return False
    session.put(new)
    session.ask_seek()
    FN, C, FH, FW = found.W.shape
    notes.say("notes.filters_read", FN=FN, C=C, FH=FH, FW=FW)
    return True


def _stays(lock: str) -> bool:
    """Whether a group stays as it was shared; then a note says so."""
    locked = lock in session.current().locks
    if locked:
        notes.say(f"notes.locked_{lock}", level="warning")
    return locked


def with_picture(lesson: Lesson, picture: Picture) -> Lesson:
    """The lesson with this picture at its stage size, colour, framing and values."""
    planes = to_stage(picture, lesson.size, lesson.colour, lesson.framing, lesson.scale)
    return replace(lesson, numbers=Numbers.of(planes), look=lesson.scale)


def with_numbers(lesson: Lesson, planes: NDArray[np.float64], look: str = "numbers") -> Lesson:
    """The lesson with numbers of the learner's own as input."""
    return replace(lesson, source=OWN, numbers=Numbers.of(planes), look=look)


def with_file(lesson: Lesson, kept: upload.Upload) -> Lesson:
    """The lesson with the visitor's picture, which `file_for` then need not find out."""
    lesson = with_picture(lesson, kept.picture)
    st.session_state[_COMES_FROM] = (kept, lesson.numbers, True)
    return lesson


def file_for(lesson: Lesson) -> upload.Upload | None:
    """The visitor's file that a lesson can be shown with.

    Of a lesson about an upload it is the file that the cells come from: those of a link, or of a
    lesson gone back to, may be of a picture that is not here.
    """
    kept = upload.current()
    if kept is None or lesson.source != UPLOAD:
        return kept
    cells = st.session_state.get(_COMES_FROM)
    if cells is None or cells[0] is not kept or cells[1] != lesson.numbers:
        whole = with_picture(lesson, kept.picture).numbers == lesson.numbers
        cells = (kept, lesson.numbers, whole)
        st.session_state[_COMES_FROM] = cells
    return kept if cells[2] else None


def reshown(**fields: Any) -> None:
    """Change how the picture becomes numbers: size, colour, framing or scale."""
    kept = file_for(session.current())
    lesson = replace(session.current(), **fields)
    if lesson.source == UPLOAD and kept is not None:
        lesson = with_file(lesson, kept)
    session.put(lesson)
