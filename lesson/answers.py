"""The lessons on which the answers to learners' questions are seen, as links, page by page."""

from __future__ import annotations

_BOOK = {"in": "book", "f": "book", "pad": "0"}
_EDGE = {"in": "edge", "pad": "0"}
_UNREAD = _EDGE | {"stride": "2"}
_TWO = _BOOK | {"f": "book~sobel_x"}
_FOUR = {"in": "digit", "f": "sobel_x~sobel_y~laplacian~sharpen"}

# a step counts from 0, a film of its own from 1
ANSWERS: dict[str, dict[str, dict[str, str]]] = {
    "slide": {
        "step": _BOOK | {"step": "1"},
        "size": {"in": "ramp", "stride": "2", "step": "11"},
        "unread": _UNREAD | {"step": "3"},
        "same": {"in": "edge", "fw": "2", "pad": "same", "step": "5"},
        "channels": {"size": "8", "colour": "rgb", "step": "27"},
        "filters": _FOUR | {"step": "63", "filter": "1"},
        "flip": {"in": "dot", "f": "book", "step": "48"},
    },
    "matmul": {
        "row": _BOOK | {"step": "2"},
        "pixel": _UNREAD | {"step": "3"},
        "order": {"size": "6", "more": "rocket~brick", "step": "40"},
        "product": _BOOK | {"view": "product", "step": "2"},
        "filters": _FOUR | {"view": "product", "step": "28", "filter": "2"},
        "out": _TWO | {"view": "bare", "step": "3"},
        "slices": _BOOK | {"view": "slices", "film": "11"},
        "cost": {"step": "400"},
        "listing": _BOOK | {"step": "3"},
    },
    "backward": {
        "weight": _BOOK | {"step": "3"},
        "db": {"in": "digit", "step": "63"},
        "dcol": _TWO | {"view": "dcol", "step": "3"},
        "fold": _EDGE | {"view": "overwrite", "step": "15"},
        "count": _EDGE | {"view": "count", "step": "15"},
        "turned": {"in": "edge", "f": "book", "view": "pixel", "film": "15"},
        "stride": {"in": "edge", "pad": "0", "stride": "2", "view": "rotated", "film": "15"},
        "flip": {"in": "edge", "f": "book", "view": "rotated", "film": "15"},
        "unread": _UNREAD | {"view": "pixel", "film": "36"},
        "check": _BOOK | {"view": "check", "film": "5"},
        "one": {"in": "edge", "f": "book", "dout": "one.14.0", "step": "14"},
        "learn": {"in": "digit", "view": "learn", "learn": "50.momentum", "film": "61"},
    },
    "code": {
        "shapes": _TWO | {"line": "65"},
        "slip": _BOOK | {"slip": "col_w", "line": "78"},
        "memory": {"line": "84"},
        "own": _EDGE | {"slip": "overwrite", "line": "121"},
    },
    "photo": {
        "same": {"photo": "spot.101.169_zoom.12000.101.169"},
        "stage": {"size": "16", "photo": "spot.101.169_zoom.6000.101.169"},
        "signs": {"photo": "spot.101.169_zoom.40000.101.169"},
        "relu": {"view": "photoe", "photo": "relu"},
        "keeps": {"view": "photob", "photo": "plain_wipe.50.0"},
        "cost": {"colour": "rgb"},
    },
}  # fmt: skip
"""Page -> name of the question -> the lesson, in the order in which a page asks them."""


def read_answer_name(text: str) -> str:
    """The name of an answer in a link, as ``slide.size``.

    Raises
    ------
    ValueError
        If there is no such answer.

    Examples
    --------
    >>> read_answer_name("slide.size")
    'slide.size'
    """
    page, _, name = text.partition(".")
    if name not in ANSWERS.get(page, {}):
        raise ValueError(f"{text[:20]!r} is no question")
    return text
