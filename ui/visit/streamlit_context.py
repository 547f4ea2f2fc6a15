"""What the pages ask of Streamlit's inside; nothing else in `ui` names what it does not document.

Streamlit (1.67) may change these names with any version, which is why it is pinned. What the server
replaces in it is in `server/inside`.
"""

from __future__ import annotations

from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["UploadedFile", "draw_in_main", "fragment_id", "fragments_of_this_run",
           "is_history_navigation", "key_of_widget", "session_id", "tab_has_messages"]  # fmt: skip


def is_history_navigation() -> bool:
    """Whether the browser has gone back or forth, and this run is to show what it came to."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def tab_has_messages() -> bool:
    """Whether the tab keeps messages of an earlier session, or of a server before this one."""
    context = get_script_run_ctx()
    return context is not None and bool(context.cached_message_hashes)


def fragments_of_this_run() -> list[str]:
    """Ids of the fragments that this run draws; none where it draws the whole page."""
    context = get_script_run_ctx()
    return [] if context is None else context.fragment_ids_this_run or []


def fragment_id(key: str) -> str:
    """Id of the fragment that was made with this key, and drawn in this session."""
    context = get_script_run_ctx()
    assert context is not None
    return context.fragment_storage.resolve_target(key)[0]


def session_id() -> str:
    """Id of the session that this run belongs to; "" outside of a run."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def key_of_widget(widget: str) -> str:
    """The key that is in a widget's id; "" where it has none."""
    return user_key_from_element_id(widget) or ""


def draw_in_main() -> None:
    """Draw in the page from here on, and not in the side bar or another container.

    Where one thread draws a part of the side bar and then, asked meanwhile, the page, Streamlit
    would go on in the side bar.
    """
    context_dg_stack.set(get_default_dg_stack_value())
