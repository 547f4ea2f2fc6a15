"""The picture of a question: the page that shows the array, with its lesson, at its cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urljoin

import numpy as np

from lesson.link.codec import write_link
from lesson.practice.questions import Asked
from lesson.state import Lesson
from ui.lessons import PAGES
from ui.visit.shared_link import shared_link

_SHOWN: dict[str, tuple[str, str]] = {
    # array: (page, view)
    "out_h": ("slide", ""),
    "out_w": ("slide", ""),
    "out": ("slide", ""),
    "col": ("matmul", ""),
    "out2": ("matmul", "product"),
    "db": ("backward", "db"),
    "dW": ("backward", "dW"),
    "dcol": ("backward", "dcol"),
    "dx": ("backward", "pixel"),
    "count": ("backward", "count"),
}
"""Ids of pages and of their views."""


def picture_of(asked: Asked, language: str) -> tuple[str, Lesson]:
    """The page's id, and the lesson from the step at which the asked cell is made."""
    page, view = _SHOWN[asked.question.name]
    return page, replace(asked.lesson, view=view, language=language, **_where(asked))


def _where(asked: Asked) -> dict[str, Any]:
    question, worked = asked.question, asked.worked
    last = worked.step_count - 1
    match question.name, question.cell:
        case "out", (_, k, i, j):
            return {"step": _after(i * worked.geometry.out_w + j), "filter": k}
        case "col" | "dcol", (row, _):
            return {"step": _after(row)}
        case "out2", (row, k):
            return {"step": _after(row), "filter": k}
        case "db" | "dW", (k, *_):
            return {"step": last, "filter": k}
        case "dx", cell if cell:
            return {"film": int(np.ravel_multi_index(cell, worked.x.shape)) + 1}
    return {"step": last}


def _after(step: int) -> int:
    """The step, or the one after the first: a link to that opens before anything is computed."""
    return max(step, 1)


def relative_link(asked: Asked, language: str) -> str:
    """The picture's address beside that of the practice page."""
    page, lesson = picture_of(asked, language)
    return f"{PAGES[page].address or './'}?{urlencode(write_link(lesson))}"


def whole_link(asked: Asked, language: str, opened: str) -> str:
    """The picture's address for others; `opened` is what the browser has opened."""
    page, lesson = picture_of(asked, language)
    return shared_link(lesson, urljoin(opened, PAGES[page].address or "./"))
