"""The move of a slider that was replaced meanwhile goes to the one that stands in its place."""

from __future__ import annotations

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state.session_state import SessionState

from ui.visit import touches
from ui.visit.streamlit_context import key_of_widget, session_id
from ui.visit.touches import Touches


def hand_on() -> None:
    """Have a run begin with what was said to sliders that are no more.

    A slider's bounds are a part of its id. Where a picture comes with other bounds just as a
    learner moves the slider, the browser speaks of one that the server has let go, and Streamlit
    drops the word: the slider jumps back. The new one has the same key, and so takes the change;
    what its own bounds do not allow is for its callback to say.
    """
    begin = SessionState.on_script_will_rerun

    def begin_with_all(
        self: SessionState, fresh_widget_states: WidgetStates | None, **more: Any
    ) -> None:
        tab = touches.of(session_id())
        if fresh_widget_states is not None and tab is not None:
            fresh_widget_states = _handed_on(self, fresh_widget_states, tab)
        begin(self, fresh_widget_states, **more)

    SessionState.on_script_will_rerun = begin_with_all  # type: ignore[method-assign]


def _handed_on(session: SessionState, said: WidgetStates, tab: Touches) -> WidgetStates:
    """The same words, those to sliders that were replaced under the ids of the new ones."""
    changed = tab.began({one.id: one for one in said.widgets})
    heirs: dict[str, str] = {}
    for widget in said.widgets:
        # only sliders have bounds; what else is said is about what was on screen then
        if widget.id not in changed or widget.WhichOneof("value") != "double_array_value":
            continue
        key = key_of_widget(widget.id)
        heir = session.get_widget_id_from_key(key)
        # a hand-written message may say nothing at all
        moved = [at for at in widget.double_array_value.data[:1] if not tab.echoes(key, at)]
        if heir is not None and heir != widget.id and moved:
            heirs[widget.id] = heir
            tab.handed_on(key)
    if not heirs:
        return said
    kept = WidgetStates()
    for state in said.widgets:
        if state.id not in heirs.values():
            kept.widgets.append(state)
            kept.widgets[-1].id = heirs.get(state.id, state.id)
    return kept
