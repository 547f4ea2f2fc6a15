"""Feature maps at full size as files, made when their button is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.photo.look import PhotoLook
from lesson.photo.regions import PhotoLayer
from lesson.vocabulary import Words
from ui.photo.work import Work
from ui.stage.scales import DATA

MODE = "photo.mode"
"""Where the session keeps how the viewer colours maps: {"relu": bool, "signed": bool}."""

_CURVE = 0.7
_SHADES = 127
_BAND = 1 << 20


def keep_mode(look: PhotoLook) -> None:
    """Have files, which are made later, look as the maps do by then."""
    st.session_state.setdefault(MODE, {}).update(relu=look.relu, signed=look.signed)


def file_buttons(work: Work, names: Sequence[str], words: Words) -> None:
    """Which map, and a button for each kind of file."""
    mode = st.session_state.setdefault(MODE, {})
    one, two, three = st.columns([2, 1, 1], vertical_alignment="bottom")
    with one:
        k = st.selectbox(
            words("photo.file_of"),
            range(len(names)),
            format_func=lambda at: f"out[0,{at}]  {names[at]}",
            key="w.photo.file",
        )
    stem = f"out_0_{k}_{work.filters[k].preset}"
    two.download_button(
        words("photo.png"),
        partial(map_png, work, k, mode),
        f"{stem}.png",
        mime="image/png",
        on_click="ignore",
        key="w.photo.png",
        help=words("photo.png_help"),
        width="stretch",
    )
    three.download_button(
        words("photo.npy"),
        partial(map_npy, work, k),
        f"{stem}.npy",
        mime="application/octet-stream",
        on_click="ignore",
        key="w.photo.npy",
        help=words("photo.npy_help"),
        width="stretch",
    )


def one_map(work: Work, k: int) -> PhotoLayer:
    """The layer with only the filter `k`."""
    layer = work.layer()
    some = slice(k, k + 1)
    return PhotoLayer(layer.x, layer.W[some], layer.b[some], layer.geometry, layer.white)


def map_npy(work: Work, k: int) -> BytesIO:
    """Map `k` as an .npy file: float32 (out_h, out_w), made band by band in its place."""
    layer = one_map(work, k)
    _, out_h, out_w = layer.shape
    file = BytesIO()
    header = {"descr": "<f4", "fortran_order": False, "shape": (out_h, out_w)}
    np.lib.format.write_array_header_1_0(file, header)
    start = file.tell()
    file.seek(4 * out_h * out_w - 1, 1)
    file.write(b"\0")
    with file.getbuffer() as room:
        numbers = np.frombuffer(room, "<f4", offset=start).reshape(out_h, out_w)
        for rows in _bands(out_h, out_w):
            numbers[slice(*rows)] = layer.region(rows, (0, out_w))[0]
        # the buffer can be let go of only when no array looks at it
        del numbers
    file.seek(0)
    return file


def map_png(work: Work, k: int, mode: Mapping[str, bool]) -> BytesIO:
    """Map `k` as a PNG with a palette, in the viewer's colours on white.

    With signed colours too, a map that is nearly all of one sign is grey, from zero.
    """
    from PIL import Image

    layer = one_map(work, k)
    _, out_h, out_w = layer.shape
    relu, signed = mode.get("relu", False), mode.get("signed", True)
    sign = int(work.survey.sign[k]) if signed else 0
    most = float(work.survey.most[k])
    shades = np.empty((out_h, out_w), np.uint8)
    for rows in _bands(out_h, out_w):
        band = layer.region(rows, (0, out_w))[0]
        if relu:
            band = np.maximum(band, 0)
        if sign:
            band = np.maximum(sign * band, 0)
        shades[slice(*rows)] = shaded(band, most, signed and not sign)
    image = Image.fromarray(shades, "L")
    image.putpalette(palette(signed and not sign).tobytes())
    file = BytesIO()
    image.save(file, "PNG", compress_level=3)
    file.seek(0)
    return file


def shaded(values: NDArray[np.float32], most: float, signed: bool) -> NDArray[np.uint8]:
    """Numbers as places in the palette: 0 to 254, zero in the middle; or 0 to 254 from zero up.

    Examples
    --------
    >>> shaded(np.array([-9, -1, 0, 1], np.float32), 1.0, signed=True)
    array([  0,   0, 127, 254], dtype=uint8)
    """
    share = np.clip(values / (most or 1.0), -1, 1)
    place = _SHADES + _SHADES * share if signed else 2 * _SHADES * np.abs(share)
    shades: NDArray[np.uint8] = np.rint(place).astype(np.uint8)
    return shades


def palette(signed: bool) -> NDArray[np.uint8]:
    """The colours of `shaded`: uint8 array (255, 3)."""
    share = np.linspace(-1, 1, 2 * _SHADES + 1)
    place = 0.5 + 0.5 * np.sign(share) * np.abs(share) ** _CURVE
    stops = np.array(DATA["light"], float)
    if not signed:
        place, stops = (share + 1) / 2, np.array([[0.0] * 3, [255.0] * 3])
    at = np.linspace(0, 1, len(stops))
    colours = np.stack([np.interp(place, at, stops[:, c]) for c in range(3)], axis=1)
    rounded: NDArray[np.uint8] = np.rint(colours).astype(np.uint8)
    return rounded


def _bands(out_h: int, out_w: int) -> list[tuple[int, int]]:
    step = max(1, _BAND // out_w)
    return [(top, min(top + step, out_h)) for top in range(0, out_h, step)]
