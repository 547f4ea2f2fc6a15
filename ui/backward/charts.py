"""The gradients as heat maps with exact values: Plotly, loaded when somebody asks for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.signs import sign_of
from lesson.vocabulary import Words, vocabulary
from lesson.worked import Worked
from ui.backward.payload import gradient_arrays
from ui.stage.scales import DATA, PLAIN
from ui.visit import widgets

ARRAYS = ("dx", "dW", "dout")
_INK = {"light": "#16222A", "dark": "#E8EEF1"}
_GAP = 0.03
_CHOICE = "bw.chart"


def charts(worked: Worked, words: Words) -> None:
    """A switch, and below it one gradient as heat maps, one for each plane."""
    if worked.lesson.predict:
        st.caption(words("predict.charts"))
        return
    if not st.toggle(words("backward.charts"), key="w.bw_charts"):
        return
    shown = st.session_state.get(_CHOICE, ARRAYS[0])

    def choose(name: str) -> None:
        st.session_state[_CHOICE] = name

    widgets.choice(
        st.segmented_control, "backward.chart_of", ARRAYS, shown, choose, names=str,
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    array = gradient_arrays(worked)[shown]
    dark = st.context.theme.type == "dark"
    st.plotly_chart(
        heat_maps(shown, array, worked.image, "dark" if dark else "light"),
        theme=None,
        key=f"bw_chart_{shown}",
        config={"displaylogo": False, "scrollZoom": True, **spoken(words)},
    )


def spoken(words: Words) -> dict[str, Any]:
    """The language of the chart's buttons, by Plotly's own means."""
    english, ours = (one.section("plotly") for one in (vocabulary("en"), words))
    told = {text: ours[name] for name, text in english.items()}
    return {"locale": words.language, "locales": {words.language: {"dictionary": told}}}


def heat_maps(name: str, array: NDArray[Any], n: int, scheme: str) -> dict[str, Any]:
    """One heat map for each plane of a gradient, all on one scale: diverging, or from zero.

    Parameters
    ----------
    name : str
        One of `ARRAYS`.
    array : array of four axes
        dx (N, C, in_h, in_w) and dout (N, FN, out_h, out_w) show image `n`; of dW (FN, C, FH, FW)
        every filter has a row.
    n : int
        The image.
    scheme : str
        ``"light"`` or ``"dark"``.

    Returns
    -------
    figure : dict
        For `st.plotly_chart`.
    """
    planes = array if name == "dW" else array[n : n + 1]
    first = 0 if name == "dW" else n
    cols = planes.shape[1]
    if name == "dout" and cols > 4:  # eight channels in two rows are larger than in one
        planes = planes.reshape(2, -1, *planes.shape[2:]) if cols % 2 == 0 else planes
    grid_rows, grid_cols = planes.shape[:2]
    most = float(np.abs(array).max()) or 1.0
    sign = sign_of(array)
    stops = PLAIN[scheme][::sign] if sign else DATA[scheme]
    layout: dict[str, Any] = {
        "template": {},
        "height": min(760, 90 + 240 * grid_rows),
        "margin": {"l": 8, "r": 8, "t": 34, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": _INK[scheme], "family": "ui-monospace, Menlo, monospace"},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": _INK[scheme], "activecolor": _INK[scheme]},
        "coloraxis": {
            "cmin": 0 if sign > 0 else -most,
            "cmax": 0 if sign < 0 else most,
            "colorscale": [[at / 4, f"rgb{stop}"] for at, stop in enumerate(stops)],
            "colorbar": {"title": {"text": name}, "thickness": 14},
        },
        "annotations": [],
    }
    data = []
    for at in range(grid_rows * grid_cols):
        row, col = divmod(at, grid_cols)
        first_axis, second_axis = (first + at // cols, at % cols)
        label = f"{name}[{first_axis},{second_axis}]"
        axis = str(at + 1) if at else ""
        data.append(
            {
                "type": "heatmap",
                "z": planes[row, col].tolist(),
                "coloraxis": "coloraxis",
                "xaxis": f"x{axis}",
                "yaxis": f"y{axis}",
                "hovertemplate": f"{label[:-1]},%{{y}},%{{x}}] = %{{z:.12~g}}<extra></extra>",
            }
        )
        left, right = _share(col, grid_cols)
        top, bottom = (1 - share for share in _share(row, grid_rows))
        quiet = {"showgrid": False, "zeroline": False, "ticks": "", "showticklabels": False}
        layout[f"xaxis{axis}"] = {
            **quiet, "domain": [left, right], "anchor": f"y{axis}", "constrain": "domain",
        }  # fmt: skip
        layout[f"yaxis{axis}"] = {
            **quiet, "domain": [bottom, top], "anchor": f"x{axis}", "autorange": "reversed",
            "scaleanchor": f"x{axis}", "constrain": "domain",
        }  # fmt: skip
        layout["annotations"].append(
            {
                "text": label, "showarrow": False, "xref": "paper", "yref": "paper",
                "x": (left + right) / 2, "y": top, "xanchor": "center", "yanchor": "bottom",
            }
        )  # fmt: skip
    return {"data": data, "layout": layout}


def _share(at: int, count: int) -> tuple[float, float]:
    """The part of the width, or of the height, that belongs to one of `count` panels."""
    gap = _GAP if count > 1 else 0.0
    size = (1 - gap * (count - 1)) / count
    start = at * (size + gap)
    return start, min(start + size, 1.0)
