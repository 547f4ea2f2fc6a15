"""Where the parts of a page are drawn."""

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value

from ui import parts


def test_a_page_begins_in_its_middle_whatever_its_thread_has_drawn_before():
    context_dg_stack.set((*get_default_dg_stack_value(), st.sidebar))
    parts.start_page()
    assert context_dg_stack.get() == get_default_dg_stack_value()


def test_a_change_is_expected_where_those_before_it_showed(monkeypatch):
    monkeypatch.setattr(parts, "_lately", {})
    assert parts.usual(["pad"], parts.LAYER) == {parts.AREA, parts.LAYER}
    assert parts.usual([], parts.PICTURE) == {parts.AREA, parts.PICTURE}
    monkeypatch.setattr(parts, "_lately", {
        "pad": (frozenset({parts.AREA}), frozenset({parts.AREA, parts.PICTURE})),
        "preset": (frozenset({parts.FILTER}),),
    })  # fmt: skip
    assert parts.usual(["pad"], parts.LAYER) == {parts.AREA, parts.PICTURE}
    assert parts.usual(["pad", "preset"], parts.LAYER) == {parts.AREA, parts.PICTURE, parts.FILTER}
