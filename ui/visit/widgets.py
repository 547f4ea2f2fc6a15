"""Widgets as views of the lesson: they show what it says, and a change goes straight into it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import streamlit as st

from lesson.locks import locks_of
from ui.visit import fragments, session, touches


def _show(
    key: str, value: Any, change: Callable[[Any], None], starts_there: bool = False
) -> dict[str, Any]:
    """Arguments that make a widget show `value` and hand a visitor's change to `change`.

    With `starts_there` the widget also gets `value` as the one to start from. Then it is only told
    what it does not show already: to be told its own value of a moment ago would take back what
    quick fingers have done since.
    """
    differs = key in st.session_state and not _says(key, value)
    if differs:
        touches.wrote(key, value)
    if differs or not starts_there or key not in st.session_state:
        st.session_state[key] = value

    def changed() -> None:
        if touches.take(key):
            change(st.session_state[key])

    return {"key": key, "on_change": fragments.then_redraw(key, changed)}


def agrees(name: str, value: Any) -> bool:
    """Whether a widget shows `value`, because it was told to or because the visitor chose it.

    A part whose widgets agree with the lesson, within the same bounds, needs not be drawn.
    """
    return _says(f"w.{name}", value)


def _says(key: str, value: Any) -> bool:
    return bool(st.session_state.get(key) == value) and touches.shown(key)


def amount_shown(name: str, allowed: Sequence[int], value: int) -> Hashable:
    """What a slider shows that its visitor has not chosen."""
    return name, min(allowed), max(allowed), agrees(name, value)


def in_pairs(name: str) -> Any:
    """A container that lays its controls out two in a row; `ui.page.style` has the style.

    Columns would be three more elements for each row, and each element costs the server as much
    as the arithmetic of a lesson.
    """
    return st.container(key=f"pairs-{name}")


def choice(
    widget: Callable[..., Any],
    name: str,
    options: Sequence[str],
    value: str,
    change: Callable[[str], None],
    names: str | Callable[[str], str] = "",
    **how: Any,
) -> None:
    """One of several ids; `names` is the section of the words that translates them."""
    words = session.words()
    how["disabled"] = how.get("disabled", False) or is_locked(name)
    spell = names if callable(names) else lambda option: words(f"{names}.{option}")

    def checked(chosen: Any) -> None:
        # a segmented control can be un-chosen, and a client can send what it likes
        if chosen in options:
            change(chosen)

    widget(
        words(name), list(options), format_func=spell, **_show(f"w.{name}", value, checked), **how
    )


def amount(
    name: str, allowed: Sequence[int], value: int, change: Callable[[int], None], **how: Any
) -> None:
    """A whole number from a run of allowed ones, as a slider.

    With one allowed number the slider is shown and cannot be moved, so that controls do not come
    and go under the learner's hand.
    """
    low, high = min(allowed), max(allowed)
    single = low == high
    st.slider(
        session.words()(name),
        low,
        high + single,
        # without it Streamlit gathers the whole session to guess what kind of slider this is
        value,
        disabled=single or how.pop("disabled", False) or is_locked(name),
        **_show(f"w.{name}", value, lambda chosen: change(min(max(int(chosen), low), high)), True),
        **how,
    )


def switch(name: str, value: bool, change: Callable[[bool], None], **how: Any) -> None:
    """On or off."""
    how["disabled"] = how.get("disabled", False) or is_locked(name)
    st.toggle(session.words()(name), **_show(f"w.{name}", value, change), **how)


def is_locked(name: str) -> bool:
    """Whether who shared the lesson wants this control to stay as it is."""
    return not locks_of(name).isdisjoint(session.current().locks)
