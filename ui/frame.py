"""The frame that every page shares: navigation, side bar, notes, address."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from lesson.link.codec import write_link
from lesson.photo.look import USUAL_LOOK
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.language.page import page_language
from ui.lessons import PAGES
from ui.live.component import live_class
from ui.live.start import class_start
from ui.page import questions
from ui.page.embedded import embedded, is_embedded
from ui.page.libraries import late_libraries, libraries
from ui.page.notes import show_notes
from ui.page.share import share
from ui.page.style import STYLE
from ui.presenter.remote import remote
from ui.side_bar.bar import on_every_page, open_side_bar, side_bar
from ui.side_bar.upload_guard import upload_guard
from ui.stage.component import KEY as STAGE
from ui.stage.predict.answers import answers
from ui.visit import address, fragments, going, notes, session, upload
from ui.visit.draw_queue import PICTURE, THE_REST, turns
from ui.visit.first_paint import sights
from ui.visit.streamlit_context import draw_in_main

Draw = Callable[[Worked, Words], Iterator[None]]


@dataclass(frozen=True)
class Menu:
    """The choices above a picture.

    Parameters
    ----------
    shown : function
        What they show.
    draw : function
    form : function
        What they are made of, for the style: more of them need more room.
    """

    shown: fragments.Shows
    draw: Callable[[], None]
    form: Callable[[], str]


_FRAMED = "framed"
_ICON = Path(__file__).parent / "icon.png"


def run_page() -> None:
    """Draw the navigation and the page that the address asks for."""
    address.follow_browser()
    _configure()
    page = _navigation()
    # tabs of several pages are told apart; what was configured above stays
    st.set_page_config(page_title=f"{page.title} · {session.words()('app.name')}")
    _for_all_pages(next(name for name, one in PAGES.items() if one.address == page.url_path))
    st.session_state[_FRAMED] = True
    page.run()


def _for_all_pages(name: str) -> None:
    """What the browser keeps from page to page."""
    draw_in_main()
    st.html(STYLE)
    libraries(name)
    if PAGES[name].controls and not is_embedded():
        open_side_bar()  # it takes its place before the stage measures its own


def _navigation() -> st.Page:
    """The pages, named in the visitor's language."""
    words = session.words()
    return st.navigation(
        [
            st.Page(
                page.script,
                title=words(f"pages.{name}"),
                icon=page.icon,
                url_path=page.address,
                default=not page.address,
            )
            for name, page in PAGES.items()
        ],
        position="top",
    )


def _tabs(words: Words, here: str) -> None:
    """The pages side by side, for screens on which Streamlit hides them behind a menu."""
    with st.container(horizontal=True, key="tabs"):
        for name, page in PAGES.items():
            # the one of this page has a name, so that it can be brought into sight
            with st.container(key="tab_here" if name == here else None, width="content"):
                st.page_link(page.script, label=words(f"pages.{name}"), width="content")


def _configure() -> None:
    """Page settings, before the navigation, which else fetches an icon from elsewhere."""
    st.set_page_config(
        page_title=session.words()("app.name"),
        page_icon=str(_ICON),
        layout="wide",
        initial_sidebar_state="auto",
    )


def open_page(
    name: str,
    draw: Draw,
    is_slow: Callable[[], bool] = lambda: False,
    *,
    menu: Menu | None = None,
    beside: Mapping[str, str] | None = None,
) -> Words:
    """Draw the frame around a page, and the page within.

    Parameters
    ----------
    name : str
        A key of `ui.lessons.PAGES`.
    draw : generator function (worked, words)
        Draws the page below its heading, and whatever changes in it later without the rest. It
        yields once, after its picture: a page that opens goes on when the picture is on screen.
    is_slow : function
        Whether the picture takes longer than anyone waits. Then the side bar goes first, and each
        change has all of the page drawn: that breaks a run off, as the change of a part does not.
    menu : Menu, optional
        The choices above the picture: most changes of a lesson leave them alone, and each of them
        costs as much as the arithmetic.
    beside : mapping of str to str, optional
        What the page keeps in the address beside the lesson.

    Returns
    -------
    words : Words
        The visitor's.

    Notes
    -----
    A fresh server that is first visited by a deep link runs the page without `app.py`, since it
    finds the folder ``pages``. Declaring the navigation ends that for the whole server; the run
    that follows is an ordinary one.
    """
    if not st.session_state.pop(_FRAMED, False):
        _configure()
        _navigation()
        st.rerun()
    if going.to():
        script = PAGES[going.to()].script
        going.arrived()
        # with nothing said, the page would be left for one without the lesson's parameters
        st.switch_page(script, query_params=write_link(session.current()))
    if st.session_state.get(going.PAGE, name) != name:
        # the stage of another page has gone; this one starts where that one stood
        session.ask_seek()
        notes.forget_refusals()
    st.session_state[going.PAGE] = name
    fragments.start_page(whole=is_slow())
    address.put_beside(beside or {})
    address.write()  # first: a large photograph takes its time
    words = session.words()
    first_sight = sights.to_come()
    alone = is_embedded()
    controls = PAGES[name].controls and not alone
    with turns.take(PICTURE) as turn:
        page_language(words)
        if alone:
            embedded()
        else:
            _heading(words, name, controls)
        with st.container(
            key="notes"
        ):  # whatever is said, the stage keeps its place, and is not built anew
            show_notes(words)
            if first_sight:
                first_sight.watch()
        if not alone:
            questions.strip(name, PAGES[name].views)
        fragments.rest(partial(_shown, name, is_slow))
        if PAGES[name].picture == STAGE:
            # always: what comes and goes above the stage would have it built anew
            answers()
        upload_guard()
        address.keep_history(*session.opened(), session.BESIDE)
        pause = partial(turn.give_way, THE_REST, first_sight.wait if first_sight else None)
        drawn = partial(_draw_area, name, draw, pause)
        picture = partial(fragments.part, fragments.AREA, _area_shown, drawn)
        # a page is shown when all that it needs is there, and choices need more than the picture
        choices = menu and _room_for(menu, name)
        if not is_slow():
            picture()
        turn.give_way(THE_REST)  # a picture that could not be drawn has not paused
        if menu and choices:
            with choices:
                fragments.part(fragments.MENU, menu.shown, menu.draw)
        if controls:
            side_bar()
        elif not alone:
            on_every_page()
        if not alone:
            class_start()
        if PAGES[name].picture:
            remote(name)  # last: its answer says that all is there
    if is_slow():
        picture()  # without a turn: it holds up nobody
    return words


def _room_for(menu: Menu, page: str) -> AbstractContextManager[Any]:
    """Where the choices will stand, as high as they will be."""
    room = st.container(key=f"menu-{page}-{menu.form()}")
    with room:
        st.html('<i class="room"></i>')  # an empty container has no height
    return room


def _heading(words: Words, name: str, shared: bool) -> None:
    _tabs(words, name)
    live_class(name)
    with st.container(key="heading"):
        if shared:
            share()
        st.title(words(f"{name}.title"), anchor=False)
        st.markdown(words(f"{name}.lead"))


def _draw_area(page: str, draw: Draw, pause: Callable[[], None]) -> None:
    address.write()
    late_libraries(page)
    for _ in draw(Worked(session.current()), session.words()):
        pause()


def _shown(page: str, is_slow: Callable[[], bool]) -> Hashable:
    """What stands outside all parts: navigation, heading, notes, language, input and locks."""
    lesson = session.current()
    said = tuple(
        (note.name, note.level, note.about) for note in notes.standing() if note.place == notes.TOP
    )
    input_ = lesson.source, upload.current() is None
    started = lesson.start, session.room()
    return page, going.to(), is_slow(), said, lesson.language, input_, started


def _area_shown() -> Hashable:
    """What a page shows below its heading."""
    lesson = replace(session.current(), photo=USUAL_LOOK)  # the viewer knows its look before us
    return lesson, session.seek()["id"], upload.current()
