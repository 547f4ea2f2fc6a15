"""The app in a page of somebody else: ``?embed=true`` shows picture and player only."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from ui.component.joiner import joined
from ui.component.shared import HIDDEN
from ui.page.embedding import embedding_sites

# what a picture chooses among stays: without it a page would have one picture only
STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding: 0.4rem 0.6rem !important; }
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stHeader"],
[class*="st-key-told"] { display: none !important; }
</style>
"""
_component = st.components.v2.component(
    "conv_lab_embedded", js=joined(Path(__file__).with_name("embedded.js"))
)


def is_embedded() -> bool:
    """Whether the address asks for picture and player only."""
    return bool(st.context.is_embedded)


def embedded() -> None:
    """The style of an embedded page, and its height for the page around it."""
    st.html(STYLE)
    # bytes: for anything else Streamlit imports pandas first
    _component(key=f"{HIDDEN}embedded", data=json.dumps(embedding_sites()).encode())
