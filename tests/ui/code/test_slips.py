"""What is said of each slip of the menu is what Python does with the listing as it is shown."""

import traceback
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from lesson.link.codec import read_link
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.hidden import possible
from lesson.worked import Worked
from tests.ui.code.truth import DOUT, FILTERS, LINK, B, Layer, P, S, X
from tests.ui.component.messages import unpack
from ui.code.payload import code_payload, code_run

LESSON = read_link(dict(parse_qsl(LINK))).lesson
GIVEN = {"x": X, "W": FILTERS, "b": B, "stride": S, "pad": P, "dout": DOUT}
IN_THE_MENU = [slip.id for slip in possible(Worked(LESSON))]


def sent(slip: str) -> Any:
    """What the page gets of the listing with a slip in it."""
    worked = Worked(replace(LESSON, slip=slip))
    message = code_payload(worked, code_run(worked), 1, {"id": 1, "line": 0, "loops": False})
    header, _ = unpack(message)
    return header


def run_listing(text: str, **given: Any) -> tuple[Any, str, int]:
    """What a listing returns, run as Python does; or its exception, and the line it stops in."""
    space: dict[str, Any] = {}
    exec(compile(text, "layer.py", "exec"), space)
    try:
        return space["run"](**given), "", 0
    except Exception as error:
        inside = [one.lineno for one in traceback.extract_tb(error.__traceback__)
                  if one.filename == "layer.py"]  # fmt: skip
        return None, f"{type(error).__name__}: {error}", inside[-1] or 0


def slope_is_noticed(text: str, given: dict[str, Any]) -> bool:
    """Whether any gradient is not the slope of forward, cell by cell."""
    (out, db, dW, dx), *_ = run_listing(text, **given)
    if out.shape != given["dout"].shape:
        return True
    for name, gradient in (("x", dx), ("W", dW), ("b", db)):
        if gradient.shape != given[name].shape:
            return True
        for at in np.ndindex(*gradient.shape):
            moved = given[name].copy()
            moved[at] += 1
            returned, failed, _ = run_listing(text, **{**given, name: moved})
            if failed or abs(np.sum((returned[0] - out) * given["dout"]) - gradient[at]) > 1e-6:
                return True
    return False


@pytest.fixture(scope="module")
def right() -> Any:
    truth = Layer()
    return [truth.out, truth.db, truth.dW, truth.dx]


def test_the_menu_has_all_but_the_one_that_needs_two_strides() -> None:
    assert set(SLIPS) - set(IN_THE_MENU) == {"stride-other"}
    stop = {slip for slip in IN_THE_MENU if sent(slip)["slip"]["traceback"]}
    assert stop == {"floor", "no-pad", "swap", "col_w", "shepe"}


@pytest.mark.parametrize("slip", IN_THE_MENU)
def test_a_slip_is_judged_as_python_does(slip: str, right: Any) -> None:
    header, clean = sent(slip), sent("")["text"]
    text = header["text"]
    changed = [at + 1 for at, (a, b) in enumerate(zip(clean, text, strict=True)) if a != b]
    told = header["slip"]
    assert (told["id"], [told["line"]]) == (slip, changed)
    listing = "\n".join(text) + "\n"
    returned, failed, stops = run_listing(listing, **GIVEN)
    said = " ".join(told["said"])
    assert bool(told["traceback"]) == bool(failed)
    if failed:
        assert told["traceback"][-1] == failed
        assert f"Python stops in line {stops}," in said
        return
    harmless = all(a.shape == b.shape and np.allclose(a, b)
                   for a, b in zip(returned, right, strict=True))  # fmt: skip
    assert ("it changes nothing" in said) == harmless
    if not harmless:
        assert ("A gradient check notices it" in said) == slope_is_noticed(listing, GIVEN)
