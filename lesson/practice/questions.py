"""The question of a seed: a small lesson and a cell of it, at a place of the run and a level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.asking.question import SIZES, Question, right_value, shape_of
from lesson.asking.way import way_of
from lesson.dice import Dice
from lesson.mistakes.wrong import NAMES, wrong_ways
from lesson.numbers import Numbers
from lesson.practice.recipes import LEVELS, Layer, Recipe
from lesson.state import OWN, Dout, Filter, Lesson
from lesson.worked import Worked

Floats = NDArray[np.float64]

_TRIES = 200
_APART = 0.25
"""What a mistake has to change a number by: more than rounding is forgiven."""
_MOST, _MOST_HALF = 40, 9
"""Largest right answers; of a half one, so large that its rounding is not taken for it."""
_SEEN_ELSEWHERE = ("pad-once", "wrap")
"""With padding above and on the left alone, a window that is there at all is the same; and bytes
hold every whole number from 0 to 255: asked to show, they would have all answers below 0."""

_PIXELS = (-1, 0, 1, 1, 2, 2, 3, 4, 5)
_WEIGHTS = (-2, -1, -1, 0, 1, 2, 2, 3)
_BIASES = (-3, -2, -1, 1, 2, 3, 4)
_DOUTS = (-2, -1, 1, 1, 2, 3)


@dataclass(frozen=True)
class Asked:
    """A question of a run.

    Attributes
    ----------
    number : int
        Its place in the run, counted from 1.
    level : int
        How hard it is, counted from 1.
    kind : str
        The recipe's.
    question : Question
    lesson : Lesson
        What it is asked of; in English, from the first step.
    """

    number: int
    level: int
    kind: str
    question: Question
    lesson: Lesson

    @cached_property
    def worked(self) -> Worked:
        """The lesson's arrays."""
        return Worked(self.lesson)


@lru_cache(maxsize=512)  # a class practises on one seed, and nothing of a visitor's is in it
def question_at(seed: int, number: int, level: int) -> Asked:
    """The question of a seed.

    Parameters
    ----------
    seed : int
    number : int
        Its place in the run, counted from 1.
    level : int
        1 to ``len(LEVELS)``.

    Examples
    --------
    >>> question_at(7, 1, 1).kind in ("cell", "size"), question_at(7, 3, 8).level
    (True, 8)
    """
    kinds = Dice(seed, level).shuffled(LEVELS[level - 1])
    recipe = kinds[number % len(kinds)]
    dice = Dice(seed, level, number)
    for _ in range(_TRIES):
        layer = dice.pick(recipe.layers)
        name = dice.pick(recipe.names)
        lesson = _lesson(recipe, layer, dice, halves=level > 2 and dice.below(2) == 0)
        question = _question(recipe, name, Worked(lesson), dice)
        if question is not None:
            return Asked(number, level, recipe.kind, question, lesson)
    raise AssertionError(f"{recipe.kind} has no question in {_TRIES} tries")


def _lesson(recipe: Recipe, layer: Layer, dice: Dice, *, halves: bool) -> Lesson:
    x = _drawn(dice, _PIXELS, (layer.C, layer.in_h, layer.in_w))
    filters = []
    for _ in range(layer.FN):
        W = _drawn(dice, _WEIGHTS, (layer.C, layer.FH, layer.FW))
        bias = dice.pick(_BIASES) if recipe.bias else 0
        if halves:
            W.flat[dice.below(W.size)] += 0.5
        filters.append(Filter(OWN, float(bias), weights=Numbers.of(W)))
    lesson = Lesson(
        source=OWN,
        numbers=Numbers.of(x),
        FH=layer.FH,
        FW=layer.FW,
        filters=tuple(filters),
        stride=layer.stride,
        pad=(layer.pad,) * 4,
        dout=Dout("ones"),
    )
    if not recipe.backward:
        return lesson
    dout = Numbers.of(_drawn(dice, _DOUTS, shape_of("out", Worked(lesson))))
    return Lesson(**{**vars(lesson), "dout": Dout(OWN, numbers=dout)})


def _drawn(dice: Dice, among: Sequence[int], shape: tuple[int, ...]) -> Floats:
    """All of them in turn, shuffled anew each time: equal neighbours hide mistakes."""
    count, drawn = int(np.prod(shape)), list[int]()
    while len(drawn) < count:
        drawn += dice.shuffled(among)
    return np.array(drawn[:count], dtype=np.float64).reshape(shape)


def _question(recipe: Recipe, name: str, worked: Worked, dice: Dice) -> Question | None:
    """A cell, size or shape at which every mistake shows; None where there is none."""
    if recipe.is_shape:
        return Question(name, is_shape=True)
    asked = [one for one in _all(name, worked, dice) if _is_small(right_value(one, worked))]
    wrong = {}
    for slip, made in wrong_ways(name, worked) if name in NAMES else ():
        wrong[slip.id] = made
        asked = [one for one in asked if not _hides(slip.id, made, one, worked)]
        if not asked:
            return None  # the other mistakes need not be made
    return next((one for one in asked if _is_good(recipe, one, worked, wrong)), None)


def _all(name: str, worked: Worked, dice: Dice) -> list[Question]:
    if name in SIZES:
        return [Question(name)]
    cells = dice.shuffled(list(np.ndindex(*shape_of(name, worked))))
    return [Question(name, cell) for cell in cells]


def _is_small(right: Any) -> bool:
    most = _MOST if right == int(right) else _MOST_HALF
    return bool(1 <= abs(right) <= most)


def _hides(slip: str, made: NDArray[Any], asked: Question, worked: Worked) -> bool:
    """Whether a mistake gives what is right, or what is taken for it."""
    value = _value(made, asked.cell)
    if value is None or slip in _SEEN_ELSEWHERE:
        return False
    return _is_near(value, right_value(asked, worked))


def _is_good(
    recipe: Recipe, asked: Question, worked: Worked, wrong: dict[str, NDArray[Any]]
) -> bool:
    """Whether each mistake of the recipe gives a number of its own, and the sum is a fair one."""
    values = [_value(wrong[slip], asked.cell) for slip in recipe.tells if slip in wrong]
    if None in values or len(set(values)) < len(recipe.tells):
        return False
    if any(_is_near(value, right_value(asked, worked)) for value in values):
        return False
    return recipe.suits(way_of(asked, worked))


def _is_near(value: Any, right: Any) -> bool:
    return bool(abs(value - right) < _APART)


def _value(array: NDArray[Any], cell: tuple[int, ...]) -> float | None:
    """The cell of a wrong array, where that has one."""
    inside = array.ndim == len(cell) and all(
        at < size for at, size in zip(cell, array.shape, strict=True)
    )
    return float(array[cell]) if inside else None
