"""A filter that learns, for stage and controls; worked out once and kept for this visitor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lesson.backward.dout import TARGET, TYPED_TARGET, target_preset
from lesson.backward.learning import KEEP, Training, affordable_updates, train
from lesson.link.arrays import MAX_VALUE
from lesson.numbers import Numbers
from lesson.presets import preset_weights
from lesson.state import OWN, Dout, Filter
from lesson.worked import Worked, terms
from ui.stage.payload import without_dust

TARGETS = (TARGET, TYPED_TARGET)
"""Kinds of dout that know what the output shall become."""

MOST_ANSWERS = 250_000
"""Numbers of all outputs that are sent; above it, those after `SPARSE` updates only."""
SPARSE = (0, 1, 2, 5, 10, 20, 40)
DIGITS = 4
"""Significant ones of a learned weight in the lesson, so that a link carries it."""

_KEPT = "training"


@dataclass(frozen=True)
class Film:
    """A training, and the target it had: array (N, FN, out_h, out_w)."""

    training: Training
    target: NDArray[np.float64]


def with_target(dout: Dout) -> Dout:
    """The choice of a target to learn: the lesson's own, or the usual one."""
    return dout if dout.kind in TARGETS else Dout(TARGET)


def film(worked: Worked) -> Film:
    """How the lesson's filters learn."""
    lesson = worked.lesson
    same = replace(lesson, dout=with_target(lesson.dout)).unwatched()
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != same:
        kept = (same, _learned(worked))
        st.session_state[_KEPT] = kept
    made: Film = kept[1]
    return made


def _learned(worked: Worked) -> Film:
    target = worked.target_of(with_target(worked.lesson.dout))
    assert target is not None
    updates = affordable_updates(worked.out.shape, worked.W.shape)
    return Film(train(worked.layer, worked.x, target, worked.lesson.learn, updates), target)


def learn_parts(worked: Worked) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Header and arrays for the stage, of the image that the lesson's step lies in."""
    made = film(worked)
    training, target = made.training, made.target
    lesson, image = worked.lesson, worked.image
    shown = shown_steps(len(training.loss), target[image].size)
    one = worked.x[image : image + 1]
    moved = [worked.layer.like(training.W[t], training.b[t]) for t in shown]
    made_of = np.stack([terms(each, one)[0] for each in moved])
    answers = without_dust(np.stack([each.forward(one)[0] for each in moved]), made_of)
    arrays = {
        "weights": worked.over_all_channels(without_dust(training.W)),
        "slopes": worked.over_all_channels(training.dW),
        "moves": worked.over_all_channels(np.diff(training.W, axis=0)),
        "biases": training.b,
        "biasSlopes": training.db,
        "loss": training.loss,
        "target": target[image],
        "answers": answers,
        "douts": without_dust(answers - target[image], made_of),
    }
    dout = with_target(lesson.dout)
    if dout.kind == TARGET:
        C, FH, FW = worked.W.shape[1:]
        arrays["goal"] = preset_weights(
            target_preset(dout, lesson.filters, FH, FW), C, FH, FW, dout.seed
        )
    header = {
        "rule": lesson.learn.rule,
        "rate": training.rate,
        "keep": KEEP,
        "shown": shown,
        "image": image,
    }
    return header, arrays


def shown_steps(states: int, size: int) -> list[int]:
    """After which updates the output is sent, where each has `size` numbers.

    Examples
    --------
    >>> shown_steps(4, 100), shown_steps(61, 32_768)
    ([0, 1, 2, 3], [0, 1, 2, 5, 10, 20, 40, 60])
    """
    if states * size <= MOST_ANSWERS:
        return list(range(states))
    return sorted({step for step in SPARSE if step < states} | {states - 1})


def learned_filters(worked: Worked) -> tuple[Filter, ...] | None:
    """The filters at the end of the film, as filters of the learner's own.

    None where the numbers have grown beyond what a filter may hold.
    """
    training = film(worked).training
    W, b = _rounded(training.W[-1]), _rounded(training.b[-1])
    if max(np.abs(W).max(), np.abs(b).max()) > MAX_VALUE:
        return None
    return tuple(
        Filter(OWN, float(bias), weights=Numbers.of(weights))
        for weights, bias in zip(W, b, strict=True)
    )


def _rounded(array: NDArray[np.float64]) -> NDArray[np.float64]:
    texts = [f"{value:.{DIGITS}g}" for value in array.ravel()]
    return np.array(texts, dtype=np.float64).reshape(array.shape) + 0.0
