"""How the photo page looks at its photograph: spot, zoom and modes, as a part of the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

Place = tuple[int, int]

_SIDE = range(12_001)
"""Sides of the longest photograph that can be read, and its rows and columns."""
_ZOOMS = range(1, 1_000_000)
_SHARES = range(101)
_MAPS = range(32)
_WORDS = ("spot", "zoom", "of", "relu", "plain", "wipe")


@dataclass(frozen=True)
class PhotoLook:
    """How one looks at a photograph and its maps.

    Attributes
    ----------
    spot : (int, int) or None
        Row and column of the pixel that the numbers are about; None is the one in the middle.
    zoom : int
        Thousandths of a screen pixel for a pixel of the photograph; 0 shows the whole of it.
    middle : (int, int)
        With a zoom: row and column in the middle of the panes.
    of : (int, int) or None
        With a spot or a zoom: height and width of the photograph, where it does not travel along.
    relu : bool
        Maps as ReLU leaves them.
    signed : bool
        Negative and positive numbers have colours of their own.
    wipe : int or None
        Where the divider between photograph and map stands, in percent; None without one.
    map : int
        With a divider: which map is on its right.
    """

    spot: Place | None = None
    zoom: int = 0
    middle: Place = (0, 0)
    of: Place | None = None
    relu: bool = False
    signed: bool = True
    wipe: int | None = None
    map: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether it is of no place."""
        return self.spot is None and not self.zoom

    @property
    def elsewhere(self) -> PhotoLook:
        """The same way to look at another photograph: all of it."""
        return replace(USUAL_LOOK, relu=self.relu, signed=self.signed, wipe=self.wipe, map=self.map)


USUAL_LOOK = PhotoLook()


def spell_look(look: PhotoLook) -> str:
    """Spell it for a link.

    Examples
    --------
    >>> spell_look(PhotoLook((12, 40), 1500, (20, 30), (60, 80), True, False, 25, 2))
    'spot.12.40_zoom.1500.20.30_of.60.80_relu_plain_wipe.25.2'
    >>> spell_look(USUAL_LOOK)
    ''
    """
    parts = [
        look.spot and f"spot.{look.spot[0]}.{look.spot[1]}",
        look.zoom and f"zoom.{look.zoom}.{look.middle[0]}.{look.middle[1]}",
        look.of and f"of.{look.of[0]}.{look.of[1]}",
        look.relu and "relu",
        not look.signed and "plain",
        look.wipe is not None and f"wipe.{look.wipe}.{look.map}",
    ]
    return "_".join(part for part in parts if part)


def read_look(text: str) -> PhotoLook:
    """Read it back; what cannot be meant is a ValueError.

    Examples
    --------
    >>> read_look("relu_spot.3.4") == PhotoLook((3, 4), relu=True)
    True
    """
    said: dict[str, list[int]] = {}
    for part in text.split("_", len(_WORDS)):
        word, *numbers = part.split(".", 4)
        if word not in _WORDS or word in said:
            raise ValueError(f"{part[:20]!r} is no way to look at a photograph")
        said[word] = [_whole(number) for number in numbers]
    zoom, *middle = said.get("zoom", [0, 0, 0])
    wipe, at = said.get("wipe", [None, 0])
    if said.get("relu") or said.get("plain") or ("zoom" in said and not zoom):
        raise ValueError("relu and plain have no numbers, and a zoom is not 0")
    look = look_of(
        {
            "spot": said.get("spot"), "zoom": zoom, "middle": middle, "of": said.get("of"),
            "wipe": wipe, "map": at, "relu": "relu" in said, "signed": "plain" not in said,
        }
    )  # fmt: skip
    if look is None:
        raise ValueError(f"{text[:40]!r} is no way to look at a photograph")
    return look


def _whole(text: str) -> int:
    if len(text) > 6 or not text.isascii() or not text.isdigit():
        raise ValueError(f"{text[:20]!r} is not a small whole number")
    return int(text)


def look_of(wish: Any) -> PhotoLook | None:
    """What a browser says of itself as a look, or None if it makes no sense.

    Examples
    --------
    >>> look_of({"spot": [3, 4], "signed": False}) == PhotoLook((3, 4), signed=False)
    True
    >>> look_of({"spot": [3, "4"]}) is None
    True
    """
    if not isinstance(wish, Mapping):
        return None
    spot, zoom, of, wipe = (wish.get(name) for name in ("spot", "zoom", "of", "wipe"))
    middle, at = wish.get("middle", (0, 0)), wish.get("map", 0)
    relu, signed = wish.get("relu", False), wish.get("signed", True)
    if not (
        (spot is None or _is_place(spot))
        and (not zoom or (_is_in(zoom, _ZOOMS) and _is_place(middle)))
        and (of is None or (_is_place(of) and 0 not in of))
        and (wipe is None or (_is_in(wipe, _SHARES) and _is_in(at, _MAPS)))
        and isinstance(relu, bool)
        and isinstance(signed, bool)
    ):
        return None
    is_whole = spot is None and not zoom
    return PhotoLook(
        spot=None if spot is None else (spot[0], spot[1]),
        zoom=zoom or 0,
        middle=(middle[0], middle[1]) if zoom else (0, 0),
        of=None if of is None or is_whole else (of[0], of[1]),
        relu=relu,
        signed=signed,
        wipe=wipe,
        map=0 if wipe is None else at,
    )


def on_cells(look: PhotoLook, cells: Place, *, cropped: bool) -> PhotoLook:
    """The same place where only the cells of the photograph are there, each as a pixel.

    Parameters
    ----------
    cells : (int, int)
        How many there are, downwards and across.
    cropped : bool
        They are of the central square, not of the whole photograph.

    Examples
    --------
    >>> there = PhotoLook((150, 250), 100, (170, 260), of=(300, 400))
    >>> here = on_cells(there, (30, 30), cropped=True)
    >>> here.spot, here.zoom, here.middle, here.of
    ((15, 20), 1000, (17, 21), None)
    """
    of = look.of
    if of is None or of == cells:
        return look
    side = (min(of) if cropped else max(of)) / max(cells)

    def cell(place: Place) -> Place:
        starts = ((whole - count * side) / 2 for whole, count in zip(of, cells, strict=True))
        row, col = (
            min(max(int((at - start) // side), 0), count - 1)
            for at, start, count in zip(place, starts, cells, strict=True)
        )
        return row, col

    return replace(
        look,
        spot=look.spot and cell(look.spot),
        zoom=min(max(round(look.zoom * side), 1), _ZOOMS[-1]) if look.zoom else 0,
        middle=cell(look.middle) if look.zoom else (0, 0),
        of=None,
    )


def _is_place(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(_is_in(number, _SIDE) for number in value)
    )


def _is_in(value: Any, allowed: range) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in allowed
