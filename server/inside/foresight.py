"""A change is drawn at once in all parts of the page in which others like it showed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from streamlit.errors import StreamlitAPIException
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from ui.visit import fragments, touches
from ui.visit.streamlit_context import key_of_widget

FEW = 3
"""Of a browser's first message nothing can be told: it brings the state of every widget."""


def predict_parts() -> None:
    """Have a run begin with the parts that it is going to need.

    A browser asks for the part in which something was changed. Where else the change shows is
    known only when it has been made, and then Streamlit breaks the run off and begins another:
    30 ms that the visitor waits for. Widgets mostly show where they did the last times, so the
    guess is good; where it is not, `ui.visit.fragments` breaks the run off as before.
    """
    create = AppSession._create_scriptrunner

    def create_with_all(self: AppSession, initial_rerun_data: RerunData) -> None:
        if asked := initial_rerun_data.fragment_id:
            ids = dict(_ids(self))
            here = next((name for name, one in ids.items() if one == asked), "")
            tab = touches.of(self.id)
            changed = tab.latest if tab else []
            keys = map(key_of_widget, changed if len(changed) <= FEW else [])
            likely = fragments.usual(filter(None, keys), here)
            needed = [ids[name] for name in fragments.PARTS if name in likely & ids.keys()]
            if here and needed:
                initial_rerun_data = replace(
                    initial_rerun_data, fragment_id=None, fragment_id_queue=needed
                )
        create(self, initial_rerun_data)

    AppSession._create_scriptrunner = create_with_all  # type: ignore[method-assign]


def _ids(session: AppSession) -> Iterator[tuple[str, str]]:
    """The parts of the page that a session shows, with the ids of their fragments."""
    for name in fragments.PARTS:
        with suppress(StreamlitAPIException):  # a page has not all of them
            yield name, session._fragment_storage.resolve_target(name)[0]
