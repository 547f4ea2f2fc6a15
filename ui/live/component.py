"""What stands on a page while a class runs: the teacher's bar, or the student's."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from pathlib import Path

import segno
import streamlit as st

from ui.component.shared import SharedComponent
from ui.lessons import PAGES
from ui.live import visit
from ui.visit import fragments, session
from ui.visit.shared_link import room_link

FOLDER = Path(__file__).parent
KEY = "class_bar"
_component = SharedComponent("live", FOLDER)


def live_class(page: str) -> None:
    """Show the class on a page, if there is one; above the picture."""
    fragments.part(fragments.CLASS, partial(visit.shown, page), partial(_draw, page))


def _draw(page: str) -> None:
    with st.container(key="class"):
        told = visit.told(page)
        if not (told["room"] or told["start"]):
            return
        words = session.words()
        _component.lay_out(words.language, words.section("live"))
        address = room_link(told["room"], st.context.url or "") if told["room"] else ""
        data = {
            **told,
            "language": words.language,
            "address": address,
            "qr": _drawn(address) if address else "",
        }

        def wished() -> None:
            wish = (st.session_state.get(KEY) or {}).get("wish")
            visit.take_all(wish, page, frozenset(PAGES))

        _component.show(
            json.dumps(data, ensure_ascii=False).encode(), KEY,
            on_wish_change=fragments.then_redraw(KEY, wished),
        )  # fmt: skip


@lru_cache(maxsize=64)
def _drawn(link: str) -> str:
    """The QR code as SVG: black on white in every theme, with the quiet zone that scanners need."""
    return segno.make(link, error="m", micro=False).svg_inline(
        omitsize=True, light="white", border=4
    )
