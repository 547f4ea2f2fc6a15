"""Controls of the second lesson: which picture, and the price."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from conv_core import GeometryError
from lesson.files.samples import SAMPLES
from lesson.inputs import sample_picture
from lesson.price import FLOAT, Price, readable, short
from lesson.state import UPLOAD, Lesson
from lesson.vocabulary import Words
from lesson.worked import Worked, geometry_of
from ui.matmul.payload import BARE, VIEWS, kind_of
from ui.page.notes import correlation
from ui.side_bar.uploads import file_for
from ui.visit import session, widgets


def view_of(lesson: Lesson) -> str:
    """The picture that the lesson asks for, or the first; `BARE` if its transpose is left out."""
    return lesson.view if lesson.view in (*VIEWS, BARE) else VIEWS[0]


def menu_shown() -> Hashable:
    """What the menu shows."""
    lesson = session.current()
    return view_of(lesson), lesson.locks


def menu() -> None:
    """The menu of pictures."""
    shown = view_of(session.current())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        widgets.choice(
            st.segmented_control, "matmul.view", VIEWS, kind_of(shown),
            lambda view: session.change(view=view), names="matmul_views",
            required=True, label_visibility="collapsed", width="content",
        )  # fmt: skip
        if shown in ("image", BARE):
            st.space("stretch")
            widgets.switch(
                "matmul.bare", shown == BARE,
                lambda bare: session.change(view=BARE if bare else "image"),
            )  # fmt: skip


def menu_form() -> str:
    """Of how many groups the menu is: the third picture has a switch."""
    return "two" if kind_of(view_of(session.current())) == "image" else "one"


def price_notes(worked: Worked, words: Words) -> None:
    """How many times larger `col` is than x: for this lesson, and for the whole photograph."""
    N, C = worked.x.shape[:2]
    here = Price.of(worked.geometry, N, C)
    here_is = "price.level" if here.col == here.x else "price.here"
    told = st.container(key="told", gap="small")
    told.markdown(f"**{words('price.title')}** &nbsp; {_sentence(words, here_is, here)}")
    if worked.lesson.groups > 1:
        told.markdown(_grouped(worked, words))
    there = _full_price(worked.lesson, C)
    if there is not None:
        price, (width, height) = there
        told.markdown(_sentence(words, "price.full", price, width=width, height=height))
    with told:
        correlation(words)


def _full_price(lesson: Lesson, C: int) -> tuple[Price, tuple[int, int]] | None:
    """What the photograph as it came would cost, and its width and height."""
    full = _full_size(lesson)
    if full is None:
        return None
    width, height = full
    try:
        return Price.of(geometry_of(lesson, height, width), 1, C), full
    except GeometryError:
        return None


def _sentence(words: Words, name: str, price: Price, **more: int) -> str:
    return words(
        name, rows=price.rows, columns=price.columns, col=f"{price.col:,}", x=f"{price.x:,}",
        times=short(price.times), col_bytes=readable(price.col * FLOAT),
        x_bytes=readable(price.x * FLOAT), **more,
    )  # fmt: skip


def _grouped(worked: Worked, words: Words) -> str:
    """What the groups save: col stays as large, W and the product shrink."""
    groups, each = worked.lesson.groups, worked.W.size
    products = each * worked.step_count
    return words(
        "price.groups", groups=groups, W=f"{each:,}", full_W=f"{each * groups:,}",
        products=f"{products:,}", full_products=f"{products * groups:,}",
    )  # fmt: skip


def _full_size(lesson: Lesson) -> tuple[int, int] | None:
    """Width and height of the photograph as it came."""
    if lesson.source in SAMPLES:
        return sample_picture(lesson.source).original_size
    kept = file_for(lesson)
    return kept.picture.original_size if lesson.source == UPLOAD and kept else None
