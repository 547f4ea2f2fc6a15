"""Where the parts of a page are drawn."""

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value

from ui.visit import fragments


def test_a_page_begins_in_its_middle_whatever_its_thread_has_drawn_before():
    context_dg_stack.set((*get_default_dg_stack_value(), st.sidebar))
    fragments.start_page()
    assert context_dg_stack.get() == get_default_dg_stack_value()


def test_a_change_is_expected_where_those_before_it_showed(monkeypatch):
    monkeypatch.setattr(fragments, "_lately", {})
    assert fragments.usual(["pad"], fragments.LAYER) == {fragments.AREA, fragments.LAYER}
    assert fragments.usual([], fragments.PICTURE) == {fragments.AREA, fragments.PICTURE}
    monkeypatch.setattr(fragments, "_lately", {
        "pad": (frozenset({fragments.AREA}), frozenset({fragments.AREA, fragments.PICTURE})),
        "preset": (frozenset({fragments.FILTER}),),
    })  # fmt: skip
    assert fragments.usual(["pad"], fragments.LAYER) == {fragments.AREA, fragments.PICTURE}
    shown = {fragments.AREA, fragments.PICTURE, fragments.FILTER, fragments.MENU}
    assert fragments.usual(["pad", "preset"], fragments.LAYER) == shown
