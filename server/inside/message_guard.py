"""What a tab may ask of the server: only what this app's own pages ask."""

from __future__ import annotations

import json
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from streamlit.logger import get_logger
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionClient

from ui.visit.touches import Touches, listen

ASKED = ("rerun_script", "stop_script", "file_urls_request", "app_heartbeat",
         "backend_operation_request")  # fmt: skip
"""Left out: clearing everybody's caches, running git, settings of the developer."""
MOST_WIDGETS = 500
MOST_NAMES = 20
MOST_HASHES = 2_000
MOST_QUERY = 64 * 1024
LONGEST_STATE = 768 * 1024
DEEPEST_STATE = 64
"""Bounds for what a component says: an edited grid of 3*64*64 numbers and a pasted text, in a
handful of brackets."""

_LOG = get_logger(__name__)


def acceptable(message: BackMsg) -> bool:
    """Whether a message is one that a page of this app can have sent.

    A list of two bytes per entry becomes some hundred bytes per entry in Python, so the entries are
    counted before anything is made of them; Streamlit itself bounds the message at 2 MB only.
    """
    kind = message.WhichOneof("type")
    if kind == "rerun_script":
        state = message.rerun_script
        return (
            len(state.widget_states.widgets) <= MOST_WIDGETS
            and len(state.query_string) <= MOST_QUERY
            and len(state.cached_message_hashes) <= MOST_HASHES
            and all(map(_readable, state.widget_states.widgets))
        )
    if kind == "backend_operation_request":
        # a file made on request; the others would write into the server's folders
        return message.backend_operation_request.HasField("deferred_file")
    if kind == "file_urls_request":
        return len(message.file_urls_request.file_names) <= MOST_NAMES
    return kind in ASKED


def _readable(widget: WidgetState) -> bool:
    state = widget.json_value
    if not widget.HasField("json_value"):
        return True
    # Python's JSON reader recurses, and gives up with an error that Streamlit does not expect
    if len(state) > LONGEST_STATE or _openings(state) > DEEPEST_STATE:
        return False
    try:
        json.loads(state)
    except ValueError:
        # Streamlit would keep it, and stumble over it again in every run of the session
        return False
    return True


def _openings(state: str) -> int:
    """Brackets that open; those in texts open nothing, an array that was pasted is full of them."""
    outside = state.replace("\\\\", "").replace('\\"', "").split('"')[::2]
    return sum(part.count("[") + part.count("{") for part in outside)


def guard(runtime: Runtime) -> None:
    """Make a runtime drop messages that are not `acceptable`, and answer all others."""
    handle = runtime.handle_backmsg
    tabs = WeakKeyDictionary[AppSession, _Tab]()

    def guarded(session_id: str, msg: BackMsg, *, client: SessionClient | None = None) -> None:
        if acceptable(msg):
            info = runtime._session_mgr.get_active_session_info(session_id)
            if info is not None and msg.HasField("rerun_script"):
                if info.session not in tabs:
                    tabs[info.session] = _Tab(Pages(), listen(session_id), info.client)
                tab, here, asked = tabs[info.session], _page(info.session), msg.rerun_script
                said = {state.id: state for state in asked.widget_states.widgets}
                goes = asked.is_history_navigation or (here and asked.page_script_hash != here)
                tab.touches.heard(said, by_widget=not goes and tab.client is info.client)
                tab.client = info.client
                tab.pages.keep_to_it(asked, here)
                _whole_where_unknown(info.session, asked)
            handle(session_id, msg, client=client)
        else:
            # never what it says: it is a visitor's
            _LOG.warning("Dropped a message of kind %s.", msg.WhichOneof("type"))

    runtime.handle_backmsg = guarded  # type: ignore[method-assign]


@dataclass
class _Tab:
    """What the guard knows of a tab; another client is another connection."""

    pages: Pages
    touches: Touches
    client: SessionClient


class Pages:
    """Which page a tab is on, or is going to.

    Examples
    --------
    >>> pages, click, late = Pages(), ClientState(), ClientState()
    >>> click.page_script_hash, late.page_script_hash, late.fragment_id = "photo", "slide", "stage"
    >>> pages.keep_to_it(click, "slide")
    >>> pages.keep_to_it(late, "slide")
    >>> late.page_script_hash, late.fragment_id
    ('photo', '')
    """

    def __init__(self) -> None:
        self._drawn = ""
        self._here = ""

    def keep_to_it(self, asked: ClientState, drawn: str) -> None:
        """Ask for the page on which the tab is, where a part of one that it has left is asked for.

        So it is where something on the page before had still to say how it came to rest. Streamlit
        would go back to that page, and draw its part into the one that has come.

        Parameters
        ----------
        asked : ClientState
            What the tab asks for.
        drawn : str
            The page that was begun last.
        """
        if drawn != self._drawn:
            self._drawn = self._here = drawn
        if not asked.fragment_id:
            self._here = asked.page_script_hash
        elif self._here not in ("", asked.page_script_hash):
            asked.page_script_hash = self._here
            asked.ClearField("fragment_id")


def _page(session: AppSession) -> str:
    """The page that was begun last; "" as long as the first run has not told which that is."""
    begun = session.page_script_hash
    # until it ends, the first run goes by the name of `app.py`, which is no page
    return begun if begun in session.get_pages() else ""


def _whole_where_unknown(session: AppSession, asked: ClientState) -> None:
    """Ask for the whole page where a part is asked for that the session has not drawn.

    So it is after a restart: the tab still shows what the process before had drawn. Streamlit would
    drop the message, and with it what the visitor has just changed.
    """
    if asked.fragment_id and not session.has_fragment(asked.fragment_id):
        asked.ClearField("fragment_id")
