"""A page's picture goes before everything else, in the browser too.

React draws in one go what has arrived when it gets to it, and what a page needs code for that is
still on its way comes a third of a second later, all of it together. A picture that arrives with
forty controls is therefore on screen when the last of them is. So the first page of a visit holds
its controls back until the browser says that the picture is there.
"""

from __future__ import annotations

from pathlib import Path
from secrets import token_urlsafe
from threading import Event
from weakref import WeakValueDictionary

import streamlit as st

from ui.component.joiner import joined_call
from ui.component.shared import DRAWN, HIDDEN
from ui.visit.streamlit_context import tab_has_messages

PATIENCE = 1.5
"""Seconds that the controls wait at most, for a browser that says nothing."""

FOLDER = "seen/"
"""Where the browser says it, below the address of the app."""

_KEY = "first_sight"
_SCRIPT = Path(__file__).with_name("first_paint.js")
_watcher = st.components.v2.component(
    "conv_lab_first_sight", js=joined_call(_SCRIPT, "watch", DRAWN)
)


class Sight:
    """The first picture of a visit.

    Parameters
    ----------
    token : str
        Its name, which nobody else can guess; empty if nobody is to wait for it.

    Examples
    --------
    >>> sight = Sight("x7Qp")
    >>> sight.address
    'seen/x7Qp'
    >>> sight.wait(patience=0)
    False
    >>> sight.seen()
    >>> sight.wait()
    True
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.address = f"{FOLDER}{token}"
        """Where the browser says that it shows it."""
        self._seen = Event()
        if not token:
            self._seen.set()

    def watch(self) -> None:
        """Have the browser say so, invisibly; from the container around this it may go later."""
        if self.token:
            # bytes: for anything else Streamlit imports pandas first
            _watcher(data=self.address.encode(), key=f"{HIDDEN}first_sight")

    def seen(self) -> None:
        """It is on screen."""
        self._seen.set()

    def wait(self, patience: float = PATIENCE) -> bool:
        """Wait until it is on screen, some seconds at most; whether it is, as far as one knows."""
        return self._seen.wait(patience)


class Sights:
    """The first pictures of all visits to this process.

    Attributes
    ----------
    listening : bool
        Somebody takes what browsers say. Without that no page waits.
    """

    def __init__(self) -> None:
        self.listening = False
        self._sights: WeakValueDictionary[str, Sight] = WeakValueDictionary()

    def to_come(self) -> Sight | None:
        """The first picture of this visit; None on every page but the first."""
        if _KEY in st.session_state:
            return None
        # a tab that outlived its server still shows what that one sent, and has its code
        waits = self.listening and not tab_has_messages()
        sight = Sight(token_urlsafe(12) if waits else "")
        st.session_state[_KEY] = self._sights[sight.token] = sight
        return sight

    def seen(self, token: str) -> None:
        """A browser says so; of a visit that has ended, or never was, that means nothing."""
        sight = self._sights.get(token)
        if sight is not None:
            sight.seen()


sights = Sights()
"""Those of this process."""
