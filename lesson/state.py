"""The lesson: one frozen value that link, widgets, stage and pages are views of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from lesson.numbers import Numbers
from lesson.photo.look import USUAL_LOOK, PhotoLook
from lesson.presets import NEXT_FILTERS, available

Pair = tuple[int, int]
Sides = tuple[int, int, int, int]
Padding = Sides | Literal["same"]
Colour = Literal["grey", "rgb"]
Framing = Literal["crop", "fit"]
Scale = Literal["unit", "byte"]

OWN = "own"
UPLOAD = "upload"
MOST_INPUTS = 4
LANGUAGES = ("en", "ja")
COLOURS: tuple[Colour, ...] = ("grey", "rgb")
FRAMINGS: tuple[Framing, ...] = ("crop", "fit")
SCALES: tuple[Scale, ...] = ("unit", "byte")
LOOKS = ("numbers", *SCALES)
SAME: Literal["same"] = "same"
DOUTS = ("ones", "one", "target", "goal", "random", "own")
"""Kinds of dout: all ones, a single 1, out minus a target (of a preset filter, or typed), random
numbers, typed numbers."""
TARGET_FILTERS = ("sobel_y", "laplacian", "gaussian", "identity")
"""Target filters in the order in which one is proposed: beside the usual filter, the first of them
leaves the photograph's edges in dout."""
RULES = ("sgd", "momentum")
"""The two rules of "Deep Learning from Scratch", chapter 6."""


@dataclass(frozen=True)
class Filter:
    """One filter: a preset by name, or weights of the learner's own.

    Attributes
    ----------
    preset : str
        An id of `lesson.presets.PRESETS`, or ``"own"``.
    bias : float
        Added to every cell of this filter's output channel.
    seed : int
        Chooses the numbers of a random filter.
    weights : Numbers or None
        (C, FH, FW), only when `preset` is ``"own"``.
    """

    preset: str = NEXT_FILTERS[0]
    bias: float = 0.0
    seed: int = 0
    weights: Numbers | None = None


@dataclass(frozen=True)
class More:
    """One more input of a batch: a sample by its id, or a picture of the learner's own.

    Attributes
    ----------
    source : str
        A sample id, or ``"upload"``.
    numbers : Numbers or None
        (C, in_h, in_w) for ``"upload"``, of the same shape as the first input.
    """

    source: str
    numbers: Numbers | None = None


@dataclass(frozen=True)
class Dout:
    """What the loss sends back to the output.

    Attributes
    ----------
    kind : str
        One of `DOUTS`.
    step, filter : int
        Window and filter of the single 1, for ``"one"``; clamped to the cells there are.
    preset : str
        The filter that makes the target, for ``"target"``; empty for the first of `TARGET_FILTERS`
        that the layer does not have already.
    seed : int
        Chooses the numbers of ``"random"``.
    numbers : Numbers or None
        (N, FN, out_h, out_w) as typed, for ``"own"`` and ``"goal"``. When the output has another
        size, the cells both have are kept and the others are 0.
    """

    kind: str = "target"
    step: int = 0
    filter: int = 0
    preset: str = ""
    seed: int = 0
    numbers: Numbers | None = None


@dataclass(frozen=True)
class Learn:
    """How the filters learn.

    Attributes
    ----------
    rate : int
        The learning rate in percent of the largest stable one.
    rule : str
        One of `RULES`.
    """

    rate: int = 75
    rule: str = (
        "momentum"  # at the usual lesson plain descent is far from the target after 60 updates
    )


MOST_STEPS = 100_000
"""Of any film, and more than any has."""


@dataclass(frozen=True)
class Lesson:
    """Everything that decides what is on screen; equal lessons show equal numbers.

    Attributes
    ----------
    source : str
        A grid id, a sample id, ``"upload"`` or ``"own"``.
    numbers : Numbers or None
        (C, in_h, in_w): the input itself, for ``"upload"`` and ``"own"``.
    look : str
        How numbers of one's own are drawn: ``"numbers"``, or as a picture in ``"unit"`` (0..1)
        or ``"byte"`` (0..255) values.
    size, colour, framing, scale
        How a picture becomes numbers: cells of the longest side, planes, crop or
        fit, 0..1 or 0..255.
    FH, FW, filters, stride, pad, dilation, groups
        The layer, in the words of `conv_core`.
    more : tuple of More
        Further inputs of the batch, N = 1 + len(more).
    dout : Dout
        What the loss sends back to the output.
    learn : Learn
        How the filters learn from it.
    view : str
        Which of its pictures a page shows, an id of that page; empty for its first one.
    language, step, filter
        What the learner looks at: language id, window (0-based), selected filter (0-based).
    film : int
        The step, counted from 1, of a picture that counts something else than windows; 0 is none.
    predict : bool
        Whether a number is asked before it is shown.
    photo : PhotoLook
        Where and how one looks at the photograph.
    locks : tuple of str
        Groups of controls, of `lesson.locks.LOCKS`, that stay as they were shared.
    start : str
        The lesson as it was shared, packed by `lesson.link.start`; empty for one's own.
    tour : str
        Tour and stop that one is at, as `lesson.tours.scripts.Place` spells it; empty without one.
    shows : str
        Of a lesson that was shared: the question whose answer stands on screen for a while, as
        ``slide.size``; empty for none.
    slip : str
        The slip in the listing, by its id; ``?`` and a seed for one that is to be found; empty for
        none.
    line : int
        How many steps of the listing's run are done, each turn of a loop counted.
    loops : bool
        Whether its loops are stepped through, turn by turn.
    """

    source: str = "cat"
    numbers: Numbers | None = None
    look: str = "numbers"
    size: int = 28
    colour: Colour = "grey"
    framing: Framing = "crop"
    scale: Scale = "unit"
    FH: int = 3
    FW: int = 3
    filters: tuple[Filter, ...] = field(default=(Filter(),))
    stride: Pair = (1, 1)
    pad: Padding = (1, 1, 1, 1)
    dilation: Pair = (1, 1)
    groups: int = 1
    more: tuple[More, ...] = ()
    dout: Dout = Dout()
    learn: Learn = Learn()
    view: str = ""
    language: str = "en"
    step: int = 0
    filter: int = 0
    film: int = 0
    predict: bool = False
    photo: PhotoLook = USUAL_LOOK
    locks: tuple[str, ...] = ()
    start: str = ""
    tour: str = ""
    shows: str = ""
    slip: str = ""
    line: int = 0
    loops: bool = False

    def unwatched(self) -> Lesson:
        """The same numbers, wherever in them one looks: what is worked out once for all steps."""
        return replace(
            self, view="", language="en", step=0, filter=0, film=0, predict=False, photo=USUAL_LOOK,
            locks=(), start="",
            tour="", shows="", slip="", line=0, loops=False,
        )  # fmt: skip


def next_filter(FH: int, FW: int, position: int) -> Filter:
    """The filter that a lesson gets at `position` (0-based) when the learner wants one more."""
    preset = NEXT_FILTERS[position % len(NEXT_FILTERS)]
    return Filter(preset if available(preset, FH, FW) else "random", seed=position)
