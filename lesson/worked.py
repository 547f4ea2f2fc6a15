"""A lesson as arrays, each of them worked out once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from conv_core import Convolution, Geometry, over_all_channels
from lesson.backward.dout import dout_array, target_array
from lesson.inputs import input_batch, input_planes, scale_of
from lesson.presets import preset_weights
from lesson.state import Dout, Filter, Lesson

Floats = NDArray[np.float64]


class Worked:
    """The arrays of a lesson, worked out when somebody asks for them, and only then.

    Made once for a run of the page and handed to all that shows the lesson. None of the arrays is
    to be changed.

    Parameters
    ----------
    lesson : Lesson

    Examples
    --------
    >>> worked = Worked(Lesson(source="book", pad=(0, 0, 0, 0), filters=(Filter("book", 1.0),)))
    >>> worked.x.shape, worked.W.shape, worked.b, worked.out.tolist()
    ((1, 1, 4, 4), (1, 1, 3, 3), array([1.]), [[[[16.0, 17.0], [7.0, 16.0]]]])
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson

    @cached_property
    def planes(self) -> Floats:
        """The first input: float64 array (C, in_h, in_w)."""
        return input_planes(self.lesson)

    @cached_property
    def x(self) -> Floats:
        """All inputs: float64 array (N, C, in_h, in_w)."""
        return input_batch(self.lesson, self.planes)

    @cached_property
    def W(self) -> Floats:
        """All filters: float64 array (FN, C/groups, FH, FW)."""
        one, C = self.lesson, len(self.planes) // self.lesson.groups
        return np.stack([filter_weights(each, C, one.FH, one.FW) for each in one.filters])

    @cached_property
    def full_W(self) -> Floats:
        """All filters over all channels, 0 where a filter does not read: (FN, C, FH, FW)."""
        return self.over_all_channels(self.W)

    def over_all_channels(self, W: Floats) -> Floats:
        """Filters of this layer, or their gradient, likewise: (..., FN, C, FH, FW)."""
        return over_all_channels(W, self.lesson.groups)

    @cached_property
    def b(self) -> Floats:
        """One bias for each filter: float64 array (FN,)."""
        return np.array([one.bias for one in self.lesson.filters])

    @cached_property
    def scale(self) -> str:
        """What black and white stand for, as `lesson.inputs.scale_of` says."""
        return scale_of(self.lesson)

    @cached_property
    def geometry(self) -> Geometry:
        """Where the windows lie.

        Raises
        ------
        GeometryError
            If the filter does not fit; `lesson.bounds` keeps lessons from getting there.
        """
        return geometry_of(self.lesson, *self.planes.shape[1:])

    @property
    def step_count(self) -> int:
        """How many windows the film has: N * out_h * out_w."""
        return len(self.x) * self.geometry.out_h * self.geometry.out_w

    @property
    def image(self) -> int:
        """Which input the lesson's step lies in: 0 to N-1."""
        return min(self.lesson.step // (self.geometry.out_h * self.geometry.out_w), len(self.x) - 1)

    @cached_property
    def layer(self) -> Convolution:
        """The layer; it has seen `x` once `out` was asked for."""
        lesson = self.lesson
        return Convolution(
            self.W, self.b, lesson.stride, lesson.pad, lesson.dilation, lesson.groups
        )

    @cached_property
    def out(self) -> Floats:
        """What the layer answers: float64 array (N, FN, out_h, out_w)."""
        return self.layer.forward(self.x)

    @cached_property
    def terms(self) -> Floats:
        """The sum of the sizes of all terms of each output: array like `out`."""
        return terms(self.layer, self.x)

    @cached_property
    def target(self) -> Floats | None:
        """What the output shall become: array like `out`; None for a dout that has no target."""
        return self.target_of(self.lesson.dout)

    def target_of(self, dout: Dout) -> Floats | None:
        """The target of another choice of dout for the same layer, likewise."""
        return target_array(dout, self.layer, self.x, self.out.shape, self.lesson.filters)

    @cached_property
    def dout(self) -> Floats:
        """The gradient at the output: float64 array like `out`."""
        return dout_array(self.lesson.dout, self.out, self.target)

    @cached_property
    def gradients(self) -> dict[str, Floats]:
        """What the layer sends back: ``db``, ``dW`` and ``dx``, like `b`, `W` and `x`."""
        dout = self.dout  # asks for `out`, which the way back needs
        dx = self.layer.backward(dout)
        return {"db": self.layer.db, "dW": self.layer.dW, "dx": dx}


def geometry_of(lesson: Lesson, in_h: int, in_w: int) -> Geometry:
    """Where the lesson's windows lie on an input of another size.

    Raises
    ------
    GeometryError
        If the filter does not fit into it.
    """
    return Geometry.of(in_h, in_w, lesson.FH, lesson.FW, lesson.stride, lesson.pad, lesson.dilation)


def filter_weights(one: Filter, C: int, FH: int, FW: int) -> Floats:
    """The weights of one filter for C channels: float64 array (C, FH, FW).

    Weights of one's own follow a change of channels: the last plane is repeated, or planes beyond
    C are left out.
    """
    if one.weights is None:
        return preset_weights(one.preset, C, FH, FW, one.seed)
    own = one.weights.array
    return own[np.minimum(np.arange(C), len(own) - 1)]


def terms(layer: Convolution, x: Floats) -> Floats:
    """The sum of the sizes of all terms of each output of a layer: array like the output."""
    return layer.like(np.abs(layer.W), np.abs(layer.b)).forward(np.abs(x))
