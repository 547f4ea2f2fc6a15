"""Parts of a page that are drawn alone, as far as a change shows in them.

A page is some forty elements, and each costs the server and the browser about as much as the
arithmetic of a lesson. Padding shows in ten of them and in the stage, a step at rest only in the
stage. So side bar and page are made of parts (Streamlit's fragments), each knows what it shows, and
a change has those drawn whose showing it has changed. What stands outside all parts is the rest: a
change that shows there has the whole page drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import streamlit as st

from ui.visit.streamlit_context import fragment_id, fragments_of_this_run

Shows = Callable[[], Hashable]
"""What a part shows now; equal answers, equal pictures."""

REST = "rest"
AREA, MENU, TRY = "area", "menu", "try"
PICTURE, LAYER, FILTER, FURTHER = "picture", "layer", "filter", "further"
BATCH, MORE = "batch", "more"
SHARE, REMOTE, CLASS = "share", "remote", "class"
PARTS = (AREA, MENU, CLASS, TRY, SHARE, PICTURE, LAYER, FILTER, FURTHER, BATCH, MORE, REMOTE)
"""In the order in which a change is drawn: the picture first."""
_BOARD = "parts"

_LATELY = 3
"""Changes of a widget that a guess goes by."""
_lately: dict[str, tuple[frozenset[str], ...]] = {}
"""Where the last changes of each widget showed, whoever made them: its key -> names of parts."""


@dataclass
class _Board:
    """What is on the page of one session.

    Attributes
    ----------
    drawn : dict
        Name -> how to ask what it shows, and the answer when it was drawn.
    coming : set of str
        Parts that the run under way is going to draw.
    here : str
        The part that is being drawn.
    whole : bool
        The page has no parts: each change draws all of it.
    """

    drawn: dict[str, tuple[Shows, Hashable]] = field(default_factory=dict)
    coming: set[str] = field(default_factory=set)
    here: str = REST
    whole: bool = False

    def stale(self) -> set[str]:
        """Parts that would show something else now."""
        return {name for name, (shows, shown) in self.drawn.items() if shows() != shown}


def start_page(whole: bool = False) -> None:
    """All of a page is about to be drawn; with `whole` it has no parts to be drawn alone."""
    st.session_state[_BOARD] = _Board(whole=whole)


def rest(shows: Shows) -> None:
    """All that stands outside the parts has been drawn."""
    _board().drawn[REST] = (shows, shows())


def part(name: str, shows: Shows, draw: Callable[[], None]) -> None:
    """Draw a part; from then on it can be drawn alone.

    Parameters
    ----------
    name : str
        One of the names above; once on a page.
    shows : function
        What the part shows, so far as the visitor can change it.
    draw : function
        Asks for the lesson itself: it may have changed since the page was drawn.
    """
    if _board().whole:
        draw()
    else:
        _FRAGMENTS[name](name, shows, draw)


def then_redraw(key: str, change: Callable[..., None]) -> Callable[..., None]:
    """A widget's callback that has those parts drawn in which its change shows.

    To be made where the widget is drawn: left alone, Streamlit draws the widget's own part, or the
    whole page if it is in none.

    Parameters
    ----------
    key : str
        Of the widget.
    change : function
        What the widget does.
    """
    here = _board().here

    @wraps(change)
    def changed(*facts: Any) -> None:
        change(*facts)
        _redraw(here, key)

    return changed


def usual(keys: Iterable[str], here: str) -> set[str]:
    """The parts in which a change is likely to show.

    Parameters
    ----------
    keys : iterable of str
        Of the widgets that have changed.
    here : str
        The part in which they stand.
    """
    known = [shown for key in keys for shown in _lately.get(key, ())]
    found = set().union(*known) if known else {AREA, here}
    # a page without a menu teaches nothing of it; targets are chosen among the filter's presets
    return found | {MENU} if FILTER in found else found


def _redraw(here: str, key: str) -> None:
    board = _board()
    stale, board.coming = board.stale(), set()
    if REST in stale:
        if here != REST:
            st.rerun()
        return
    running = fragments_of_this_run()
    if here == REST or (not running and stale <= {here}):
        return  # the whole page is about to be drawn
    fragments = {name: fragment_id(name) for name in board.drawn if name != REST}
    # where nothing else shows the change, its own part is drawn, as Streamlit would
    wanted = [name for name in PARTS if name in (stale or {here})]
    _lately[key] = (frozenset(wanted), *_lately.get(key, ())[: _LATELY - 1])
    board.coming = {name for name, fragment in fragments.items() if fragment in running}
    if not board.coming.issuperset(wanted):
        board.coming = set(wanted)
        st.rerun(wanted)


def _draw(name: str, shows: Shows, draw: Callable[[], None]) -> None:
    board = _board()
    if name in board.coming:  # asked for by a change that knew all that it shows in
        board.coming.discard(name)
    elif board.stale() - {name}:
        st.rerun()  # a change that did not say where it shows
    board.here = name
    try:
        draw()
    finally:  # a newer change may break it off
        board.here = REST
    board.drawn[name] = (shows, shows())


_FRAGMENTS = {name: st.fragment(_draw, key=name) for name in PARTS}


def _board() -> _Board:
    board: _Board = st.session_state.setdefault(_BOARD, _Board())
    return board
