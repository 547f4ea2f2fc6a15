"""A change is drawn at once in all parts of the page in which the last one like it showed."""

from __future__ import annotations

from dataclasses import replace

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from ui import parts


def foresee() -> None:
    """Have a run begin with the parts that it is going to need.

    A browser asks for the part in which something was changed. Where else the change shows is
    known only when it has been made, and then Streamlit breaks the run off and begins another:
    30 ms that the visitor waits for. Who moves a slider mostly moves it again, so the guess is
    good; where it is not, `ui.parts` breaks the run off as before.
    """
    create = AppSession._create_scriptrunner

    def create_with_all(self: AppSession, initial_rerun_data: RerunData) -> None:
        asked = initial_rerun_data.fragment_id
        needed = parts.usual(self._session_state, asked) if asked else []
        if needed and all(map(self.has_fragment, needed)):
            initial_rerun_data = replace(
                initial_rerun_data, fragment_id=None, fragment_id_queue=list(needed)
            )
        create(self, initial_rerun_data)

    AppSession._create_scriptrunner = create_with_all  # type: ignore[method-assign]
