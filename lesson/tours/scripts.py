"""The scripts of the tours as data: page by page, and all of them in one lesson of 45 minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ALL = "all"
"""The tour through all pages."""


@dataclass(frozen=True)
class Stop:
    """A lesson to look at, and what is said and asked there.

    Attributes
    ----------
    page : str
        Id of the page it is on.
    name : str
        Its id there; ``tour_{page}.{name}`` are its words, ``say``, ``ask`` and ``tell``.
    minutes : int
        How long a class takes for it.
    link : mapping of str to str
        Its lesson, as in a link.
    """

    page: str
    name: str
    minutes: int
    link: Mapping[str, str] = field(hash=False)


_BOOK = {"in": "book", "f": "book", "pad": "0"}
_EDGE = {"in": "edge", "pad": "0"}
_TWO = _BOOK | {"f": "book~sobel_x"}
_FOUR = {"in": "digit", "f": "sobel_x~sobel_y~laplacian~sharpen"}
_ONES = {"dout": "ones"}

# a step counts from 0, a film of its own from 1
_SCRIPTS: dict[str, dict[str, tuple[int, dict[str, str]]]] = {
    "slide": {
        "step": (3, _BOOK | {"step": "1"}),
        "size": (3, {"in": "ramp", "stride": "2", "step": "11"}),
        "floor": (2, _EDGE | {"stride": "2", "step": "3"}),
        "padding": (2, _BOOK | {"pad": "1", "step": "1"}),
        "channels": (2, {"size": "8", "colour": "rgb", "step": "27"}),
        "filters": (2, _FOUR | {"step": "63", "filter": "1"}),
        "flip": (2, {"in": "dot", "f": "book", "step": "48"}),
    },
    "matmul": {
        "row": (2, _BOOK | {"step": "2"}),
        "copies": (2, _EDGE | {"step": "7"}),
        "product": (2, _BOOK | {"view": "product", "step": "2"}),
        "filters": (2, _FOUR | {"view": "product", "step": "28", "filter": "2"}),
        "bare": (2, _TWO | {"view": "bare", "step": "3"}),
    },
    "backward": {
        "db": (2, _BOOK | _ONES),
        "weight": (2, _BOOK | _ONES | {"view": "dW"}),
        "fold": (2, _EDGE | _ONES | {"f": "box", "view": "overwrite", "step": "15"}),
        "count": (2, _EDGE | {"view": "count", "step": "15"}),
        "turned": (2, _EDGE | {"f": "book", "view": "pixel", "film": "15"}),
        "learn": (2, {"in": "digit", "view": "learn", "learn": "50.momentum", "film": "61"}),
    },
    "code": {
        "shapes": (2, _TWO | {"line": "65"}),
        "slip": (1, _BOOK | {"slip": "col_w", "line": "78"}),
        "own": (1, _EDGE | {"slip": "overwrite", "line": "121"}),
    },
    "photo": {
        "same": (1, {"photo": "spot.101.169_zoom.12000.101.169"}),
        "signs": (1, {"photo": "spot.101.169_zoom.40000.101.169"}),
        "relu": (1, {"view": "photoe", "photo": "relu"}),
    },
}  # fmt: skip


def _page_tours() -> dict[str, tuple[Stop, ...]]:
    return {
        page: tuple(Stop(page, name, minutes, link) for name, (minutes, link) in script.items())
        for page, script in _SCRIPTS.items()
    }


PAGE_TOURS = _page_tours()
"""The tour of each page, by the page's id."""
TOURS = PAGE_TOURS | {ALL: tuple(stop for tour in PAGE_TOURS.values() for stop in tour)}
"""These, and the one through all pages."""


@dataclass(frozen=True)
class Place:
    """Where in a tour one is.

    Attributes
    ----------
    tour : str
        A key of `TOURS`.
    number : int
        Of the stop, counted from 1.
    """

    tour: str
    number: int = 1

    @property
    def text(self) -> str:
        """How it is spelled in a link."""
        return f"{self.tour}.{self.number}"

    @property
    def stop(self) -> Stop:
        """The stop there."""
        return TOURS[self.tour][self.number - 1]

    @property
    def of(self) -> int:
        """How many stops the tour has."""
        return len(TOURS[self.tour])


def read_place(text: str) -> Place:
    """Read `Place.text`.

    Raises
    ------
    ValueError
        If there is no such stop.

    Examples
    --------
    >>> read_place("slide.3").stop.name
    'floor'
    """
    tour, _, number = text.partition(".")
    if number in {str(one) for one in range(1, len(TOURS.get(tour, ())) + 1)}:
        return Place(tour, int(number))
    raise ValueError(f"{text[:20]!r} is no stop of a tour")
