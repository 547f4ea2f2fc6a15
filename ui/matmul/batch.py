"""Up to four inputs at once: the batch of the second lesson."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import streamlit as st

from lesson.files.pictures import read_picture
from lesson.files.refusal import Refusal
from lesson.files.samples import SAMPLES
from lesson.files.stage_picture import to_stage
from lesson.inputs import batch_shape_fits, input_batch, input_planes, scale_of
from lesson.numbers import Numbers
from lesson.state import MOST_INPUTS, UPLOAD, Lesson, More
from ui.page.notes import show_notes
from ui.visit import fragments, notes, session
from ui.visit.streamlit_context import UploadedFile

_MORE_SAMPLES = "w.more"
_MORE_UPLOADS = "w.more_uploads"
_HANDED_IN = "batch.handed_in"
_REFUSED = "batch.refused"
_USED = "batch.used"
_MOST_READ = 2 * MOST_INPUTS
"""Of a folder dropped by mistake no more is read."""


def batch() -> None:
    """A folded section, and a part of its page."""
    fragments.part(fragments.BATCH, _shown, _draw)


def _shown() -> Hashable:
    lesson = session.current()
    said = tuple(note.name for note in notes.standing() if note.place == notes.BATCH)
    first = input_planes(lesson)
    N = len(input_batch(lesson, first))
    return lesson.more, N, batch_shape_fits(first), said, lesson.language


def _draw() -> None:
    lesson, words = session.current(), session.words()
    first = input_planes(lesson)
    N = len(input_batch(lesson, first))
    # its name changes with N, and a new name closes it under the hand that just added an input
    told = any(note.place == notes.BATCH for note in notes.standing())
    opened = told or st.session_state.get(_USED, False)
    with st.expander(words("batch.title", N=N), expanded=opened, icon=":material/stacks:"):
        st.markdown(words("batch.told"))
        show_notes(words, notes.BATCH)
        if not batch_shape_fits(first):
            st.info(words("batch.not_square"))
            return
        free = MOST_INPUTS - 1 - sum(one.source == UPLOAD for one in lesson.more)
        chosen = [one.source for one in lesson.more if one.source in SAMPLES]
        st.session_state[_MORE_SAMPLES] = chosen
        st.multiselect(
            words("batch.samples"), list(SAMPLES), key=_MORE_SAMPLES,
            on_change=fragments.then_redraw(_MORE_SAMPLES, _on_samples),
            format_func=lambda name: words(f"inputs.{name}"), max_selections=max(free, 1),
            placeholder=words("streamlit.choose"), select_all=False,
        )  # fmt: skip
        files = st.file_uploader(
            words("batch.uploads"), accept_multiple_files=True, key=_MORE_UPLOADS,
            on_change=fragments.then_redraw(_MORE_UPLOADS, _on_uploads),
        )  # fmt: skip
        refused = st.session_state.get(_REFUSED, ())
        _strike_out([at for at, file in enumerate(files) if file.file_id in refused])


def _strike_out(places: Sequence[int]) -> None:
    """A file that is listed looks accepted; these are not."""
    list_ = '.st-key-w-more_uploads [data-testid="stFileChips"] > div'
    chips = ", ".join(f"{list_} > :nth-child({at + 1}) > div" for at in places)
    if chips:
        st.html(f"<style>:is({chips}) {{ opacity: 0.6; text-decoration: line-through; }}</style>")


def _on_samples() -> None:
    st.session_state[_USED] = True
    lesson = session.current()
    own = tuple(one for one in lesson.more if one.source == UPLOAD)
    samples = tuple(More(name) for name in st.session_state[_MORE_SAMPLES] if name in SAMPLES)
    session.put(replace(lesson, more=(samples + own)[: MOST_INPUTS - 1]))


def _on_uploads() -> None:
    """What lies in the uploader replaces what it gave before; inputs of other origin stay."""
    st.session_state[_USED] = True
    lesson = session.current()
    if not batch_shape_fits(input_planes(lesson)):
        return
    before: tuple[More, ...] = st.session_state.get(_HANDED_IN, ())
    kept = tuple(one for one in lesson.more if one not in before)
    # after a restart of the server a tab still names files that are no longer there
    files = [one for one in st.session_state[_MORE_UPLOADS] or () if isinstance(one, UploadedFile)]
    new, refused = _pictures(lesson, files)
    taken = tuple(new[: MOST_INPUTS - 1 - len(kept)])
    st.session_state[_HANDED_IN] = taken
    others = notes.said_of_others()
    session.put(replace(lesson, more=kept + taken))
    # after the change, which sweeps away what was said before it
    notes.say_again(others)
    for file, one in refused:
        notes.refuse(one, file.name, notes.BATCH)
    st.session_state[_REFUSED] = frozenset(file.file_id for file, _ in refused)
    if len(taken) < len(new):
        notes.say(
            "notes.batch_full", level="warning", place=notes.BATCH,
            most=MOST_INPUTS, left=len(new) - len(taken),
        )  # fmt: skip


def _pictures(
    lesson: Lesson, files: Sequence[UploadedFile]
) -> tuple[list[More], list[tuple[UploadedFile, Refusal]]]:
    """Files as inputs like the lesson's first one; those that are none, and why."""
    C, height, _ = input_planes(lesson).shape
    new: list[More] = []
    refused: list[tuple[UploadedFile, Refusal]] = []
    for file in files[:_MOST_READ]:
        try:
            picture = read_picture(file.getvalue())
        except Refusal as refusal:
            refused.append((file, refusal))
            continue
        planes = to_stage(
            picture, height, "rgb" if C == 3 else "grey", "crop",
            "byte" if scale_of(lesson) == "byte" else "unit",
        )  # fmt: skip
        new.append(More(UPLOAD, Numbers.of(planes)))
    return new, refused
