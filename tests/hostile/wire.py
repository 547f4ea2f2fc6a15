"""What a hand-written client can put on the wire in place of what a browser would."""

import json
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState

DEEP = 100_000
HUGE = "9" * 5_000

NUMBERS: tuple[Any, ...] = (
    0,
    1,
    2**31,
    -(2**63),
    10**400,
    0.5,
    -1e308,
    True,
    None,
    "1",
    [1],
    {"a": 1},
)

JUNK: tuple[Any, ...] = (None, 0, "x", [], {}, [{"step": 1}], {"step": {}}, {"shape": None})

SETTLED: Sequence[object] = (
    [{"settled": {"step": number, "filter": number}} for number in NUMBERS]
    + [{"settled": junk} for junk in JUNK]
    + [{}, [], 0, "settled", None, {"other": 1}]
)
"""States of the stage: where it claims to have come to rest."""

EDITS: Sequence[object] = (
    [{"edit": junk} for junk in JUNK]
    + [
        {"edit": {"shape": shape, "cells": cells, "extra": 0, "serial": serial}}
        for shape, cells, serial in (
            ([1, 3, 3], [None] * 9, 1),
            ([1, 3, 3], [10**400] * 9, 10**400),
            ([1, 3, 3], [1e300] * 9, -1),
            ([1, 3, 3], ["1"] * 9, "x"),
            ([1, 3, 3], [[1]] * 9, []),
            ([1, 3, 3], [0] * 8, None),
            ([1, 3, -3], [0] * 9, 1),
            ([0, 0, 0], [], 1),
            ([10**9, 10**9, 10**9], [0], 1),
            ([1, 28, 28], [0] * 100_000, 1),
            ([1.0, 3.0, 3.0], [0] * 9, 1),
            ({"a": 1}, {"b": 2}, {}),
            ("133", "000000000", "1"),
        )
    ]
    + [
        {"edit": {"serial": 10**400, "question": {"serial": serial, "text": text, "length": long}}}
        for serial, text, long in (
            (10**400, "[" * 60, 10**400),
            ("x", "[[1, 2], [3]]", 13),
            ({}, "9" * 5_000, -1),
            (None, [["1"]], None),
            (1, "\ud800\0", True),
            (1, "\n" * 200_001, 0),
        )
    ]
)  # fmt: skip
"""States of a number grid: what the visitor claims to have typed and pasted."""

BROKEN_JSON = (
    "", "{", "NaN", '{"settled": NaN, "edit": NaN}', "\x00", "null",
    '{"settled": {"step": Infinity, "filter": -Infinity}}',
    "[" * DEEP, '{"settled":' * DEEP, '{"edit":' + "[" * DEEP + "]" * DEEP + "}",
    f'{{"settled": {{"step": {HUGE}, "filter": -{HUGE}}}}}',
    '{"settled": {"step": 1e999}}',
    '{"edit": {"shape": [1,3,3], "cells": [' + "1," * 400_000 + "1]}}",
)  # fmt: skip
"""Texts where a component's state should be; the longest is just below the limit of a message."""


def component_states() -> Iterator[tuple[str, str]]:
    """All of the above, as text, with the key of the component that says so."""
    yield from (("stage", json.dumps(state)) for state in SETTLED)
    for key in ("filter_grid", "input_grid"):
        yield from ((key, json.dumps(state)) for state in EDITS)
    yield from product(("stage", "filter_grid"), BROKEN_JSON)


def widget_states(name: str) -> Iterator[WidgetState]:
    """Values of every wire type, most of them foreign to the widget that is said to have them."""
    for number in (float("nan"), float("inf"), -5.0, 1e308, 2.5):
        yield WidgetState(id=name, double_value=number)
        state = WidgetState(id=name)
        state.double_array_value.data.extend([number] * 3)
        yield state
    for text in ("", "no such option", "9" * 5_000, "\x00", "../../etc/passwd", "{}", "1"):
        yield WidgetState(id=name, string_value=text)
        state = WidgetState(id=name)
        state.string_array_value.data.extend([text] * 3)
        yield state
    for whole in (0, -1, 2**62):
        yield WidgetState(id=name, int_value=whole)
    yield WidgetState(id=name, bool_value=True)
    yield WidgetState(id=name, trigger_value=True)
    yield WidgetState(id=name, json_value="[1,2")
    yield WidgetState(id=name, json_trigger_value='{"a":')
    yield WidgetState(id=name, bytes_value=b"\xff\xfe")
    yield WidgetState(id=name)
    for kind in ("double_array_value", "int_array_value", "string_array_value",
                 "file_uploader_state_value", "arrow_value", "chat_input_value",
                 "string_trigger_value"):  # fmt: skip
        state = WidgetState(id=name)
        getattr(state, kind).SetInParent()
        yield state
    yield invented_file(name)


def invented_file(name: str, file_id: str = "no-such-file") -> WidgetState:
    """An uploader's claim to hold a file."""
    state = WidgetState(id=name)
    file = state.file_uploader_state_value.uploaded_file_info.add()
    file.name, file.size, file.file_id = "../../etc/passwd", 2**40, file_id
    return state


QUERIES = (
    "lang=xx&in=nowhere&size=-1&stride=0&fh=99&step=999999999999",
    "x=t64x64x64_" + "1_" * 3_000,
    "x=c3x64x64_" + "A" * 20_000,
    "x=t99999999999x9_1",
    "in=own&x=b1x64x64_eNrt0jEBAAAAwqD1T20JT6AAAADgaQAAAQ",
    "f=" + "~".join(["own.t1x7x7_1"] * 50),
    "f=own." + "x" * 30_000,
    "b=" + "_".join(["1e999"] * 100),
    "b=nan&pad=1x1x1x1x1x1&dilation=0x0x0",
    "%ff%fe=%00&=&&&=%=&%",
    "step=" + "9" * 5_000,
    "stride=3&stride=1&stride=",
    "view=" + "v" * 5_000 + "&more=" + "~".join(["upload"] * 1_000),
    "lang=<script>alert(1)</script>&in=![x](http://example.invalid/x.png)",
    "&".join(f"k{number}=v" for number in range(5_000)),
    "embed=true&embed_options=dark_theme&page=../../../etc/passwd",
)
"""Address bars, each below the limit of a message."""
