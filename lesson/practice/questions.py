"""The question of a seed: a small lesson and a cell of it, at a place of the run and a level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson.asking.question import SIZES, Question, right_value, shape_of
from lesson.asking.way import way_of
from lesson.mistakes.wrong import NAMES, wrong_ways
from lesson.numbers import Numbers
from lesson.practice.dice import Dice
from lesson.practice.recipes import LEVELS, Layer, Recipe
from lesson.state import OWN, Dout, Filter, Lesson
from lesson.worked import Worked

Floats = NDArray[np.float64]

_TRIES = 200
_APART = 0.25
"""What a mistake has to change a number by: more than rounding is forgiven."""
_MOST, _MOST_HALF = 40, 9
"""Largest right answers; of a half one, so large that its rounding is not taken for it."""
_SEEN_ELSEWHERE = "pad-once"
"""Padding above and on the left is right then: where a window is there at all, it is the same."""

_PIXELS = (-1, 0, 1, 1, 2, 2, 3, 4, 5)
_WEIGHTS = (-2, -1, -1, 0, 1, 1, 2, 3)
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
    numbers = np.array([dice.pick(among) for _ in range(int(np.prod(shape)))], dtype=np.float64)
    return numbers.reshape(shape)


def _question(recipe: Recipe, name: str, worked: Worked, dice: Dice) -> Question | None:
    """A cell, size or shape at which every mistake shows; None where there is none."""
    if recipe.is_shape:
        return Question(name, is_shape=True)
    wrong = {slip.id: made for slip, made in wrong_ways(name, worked)} if name in NAMES else {}
    if not set(recipe.tells) <= set(wrong):
        return None
    asked = [Question(name)] if name in SIZES else _cells(name, worked, dice)
    return next((one for one in asked if _is_good(recipe, one, worked, wrong)), None)


def _cells(name: str, worked: Worked, dice: Dice) -> Iterator[Question]:
    for cell in dice.shuffled(list(np.ndindex(*shape_of(name, worked)))):
        yield Question(name, cell)


def _is_good(
    recipe: Recipe, question: Question, worked: Worked, wrong: dict[str, NDArray[Any]]
) -> bool:
    right = right_value(question, worked)
    assert isinstance(right, float)
    most = _MOST if right == int(right) else _MOST_HALF
    if not 1 <= abs(right) <= most:
        return False
    told = {}
    for slip, array in wrong.items():
        value = _value(array, question.cell)
        if value is None:
            continue
        if abs(value - right) >= _APART:
            told[slip] = value
        elif slip != _SEEN_ELSEWHERE:
            return False
    values = [told.get(slip) for slip in recipe.tells]
    if None in values or len(set(values)) < len(values):
        return False
    return recipe.suits(way_of(question, worked))


def _value(array: NDArray[Any], cell: tuple[int, ...]) -> float | None:
    """The cell of a wrong array, where that has one."""
    inside = array.ndim == len(cell) and all(
        at < size for at, size in zip(cell, array.shape, strict=True)
    )
    return float(array[cell]) if inside else None
