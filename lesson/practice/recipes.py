"""Recipes: what is asked at each level, of which layers, and which mistakes must show there."""

from __future__ import annotations

from dataclasses import dataclass

from lesson.asking.way import PADDING, Way


@dataclass(frozen=True)
class Layer:
    """Sizes and settings of a small layer, in the words of `lesson.state.Lesson`."""

    in_h: int
    in_w: int
    FH: int
    FW: int
    stride: tuple[int, int] = (1, 1)
    pad: int = 0
    C: int = 1
    FN: int = 1


@dataclass(frozen=True)
class Recipe:
    """One kind of question.

    Attributes
    ----------
    kind : str
        Its name, which is that of its words, too.
    names : tuple of str
        Arrays or sizes, one of which is asked.
    layers : tuple of Layer
        One of them is taken.
    tells : tuple of str
        Slips of the catalogue that give another number here each.
    bias : bool
        Whether b is not 0.
    backward : bool
        Whether a dout is needed.
    is_shape : bool
        Whether the shape of the array is asked.
    terms : range
        How many products other than 0 may add up.
    padded : bool
        Whether the window has to reach into the padding.
    """

    kind: str
    names: tuple[str, ...]
    layers: tuple[Layer, ...]
    tells: tuple[str, ...] = ()
    bias: bool = False
    backward: bool = False
    is_shape: bool = False
    terms: range = range(2, 10)
    padded: bool = False

    def suits(self, way: Way | None) -> bool:
        """Whether a sum is long enough to be a question and short enough for a minute."""
        if way is None:
            return True
        met = any(place == PADDING for one in way.factors for place in one.places)
        return (met or not self.padded) and int((way.products != 0).sum()) in self.terms


_SIZES = ("out_h", "out_w")
_TWO, _SKEW = (2, 2), (2, 1)

LEVELS: tuple[tuple[Recipe, ...], ...] = (
    (
        Recipe("cell", ("out",), (
            Layer(3, 4, 2, 2), Layer(4, 3, 2, 2), Layer(4, 5, 2, 3), Layer(5, 4, 3, 2),
        ), tells=("flip",)),
        Recipe("size", _SIZES, (
            Layer(5, 7, 2, 3), Layer(6, 8, 3, 4), Layer(7, 5, 3, 2), Layer(9, 6, 4, 3),
        ), tells=("plus-one",)),
    ),
    (
        Recipe("bias", ("out",), (
            Layer(3, 4, 2, 2), Layer(4, 3, 2, 2), Layer(4, 5, 2, 3), Layer(5, 4, 3, 2),
        ), tells=("bias", "bias-each", "flip"), bias=True),
        Recipe("size_pad", _SIZES, (
            Layer(5, 7, 2, 3, pad=2), Layer(6, 4, 3, 2, pad=2), Layer(4, 8, 3, 5, pad=3),
            Layer(7, 6, 5, 4, pad=2),
        ), tells=("plus-one", "no-pad", "pad-once")),
    ),
    (
        Recipe("pad", ("out",), (
            Layer(3, 4, 2, 3, pad=1), Layer(5, 4, 3, 2, pad=1), Layer(4, 5, 2, 3, pad=1),
        ), tells=("no-pad", "flip"), bias=True, padded=True),
        Recipe("stride", ("out",), (
            Layer(5, 6, 2, 2, _TWO), Layer(6, 5, 2, 3, _TWO), Layer(4, 7, 2, 3, (1, 2)),
            Layer(7, 4, 3, 2, (3, 1)),
        ), tells=("stride", "flip"), bias=True),
        Recipe("size_all", _SIZES, (
            Layer(7, 9, 4, 2, _TWO, 2), Layer(6, 10, 3, 5, _TWO, 2), Layer(8, 10, 4, 3, (3, 3), 3),
        ), tells=("plus-one", "floor", "no-pad")),
    ),
    (
        Recipe("channels", ("out",), (
            Layer(3, 4, 2, 1, C=3), Layer(4, 3, 1, 2, C=3), Layer(3, 4, 2, 2, C=2),
        ), tells=("channel", "channel-mean"), bias=True),
        Recipe("filters", ("out",), (
            Layer(4, 3, 2, 2, FN=2), Layer(3, 5, 2, 3, FN=2), Layer(5, 6, 2, 2, _TWO, FN=3),
            Layer(3, 4, 2, 2, pad=1, FN=2),
        ), tells=("flip", "bias"), bias=True),
    ),
    (
        Recipe("col", ("col",), (
            Layer(3, 4, 2, 2, C=2), Layer(4, 3, 2, 2, C=3), Layer(5, 6, 2, 3, _TWO, C=2),
        ), tells=("order", "order-cell"), terms=range(1, 2)),
        Recipe("shape", ("col", "out2", "dcol"), (
            Layer(5, 7, 2, 3, _TWO, 1, C=3, FN=2), Layer(6, 5, 3, 2, (1, 1), 1, C=2, FN=3),
            Layer(4, 7, 3, 2, (1, 2), 0, C=3, FN=4),
        ), is_shape=True),
        Recipe("out2", ("out2",), (
            Layer(3, 4, 2, 2, FN=2), Layer(4, 3, 2, 1, C=2, FN=3), Layer(5, 6, 2, 2, _TWO, FN=2),
        ), tells=("bias", "flip"), bias=True),
    ),
    (
        Recipe("db", ("db",), (
            Layer(3, 4, 2, 2, FN=2), Layer(5, 6, 2, 2, _TWO, FN=3), Layer(3, 5, 2, 4, FN=2),
        ), tells=("mean",), backward=True),
        Recipe("dW", ("dW",), (
            Layer(3, 4, 2, 2), Layer(3, 4, 2, 2, FN=2), Layer(3, 4, 2, 2, C=2),
        ), tells=("mean-dW",), backward=True),
        Recipe("count", ("count",), (
            Layer(4, 5, 2, 3), Layer(5, 4, 3, 2, pad=1), Layer(5, 7, 3, 4, _SKEW, 1),
            Layer(6, 5, 2, 3, (1, 2), 1),
        )),
    ),
    (
        Recipe("dcol", ("dcol",), (
            Layer(3, 4, 2, 2, FN=2), Layer(4, 3, 2, 2, FN=3), Layer(3, 4, 2, 1, C=2, FN=3),
        ), tells=("rot",), backward=True),
        Recipe("dx", ("dx",), (
            Layer(3, 4, 2, 2), Layer(4, 3, 2, 2), Layer(3, 5, 2, 3), Layer(4, 4, 3, 2),
        ), tells=("overwrite", "rot"), backward=True),
    ),
    (
        Recipe("dx_all", ("dx",), (
            Layer(4, 5, 3, 3, _TWO, 1), Layer(5, 4, 3, 2, _SKEW, 1),
            Layer(4, 3, 3, 3, _TWO, 1, FN=2), Layer(4, 5, 3, 3, _TWO, 1, C=2),
        ), tells=("overwrite", "crop", "rot"), backward=True),
        Recipe("dW_all", ("dW",), (
            Layer(4, 5, 2, 2, _TWO, 1), Layer(5, 4, 3, 2, _SKEW, 1),
            Layer(4, 5, 3, 3, _TWO, 1, FN=2),
        ), tells=("mean-dW",), backward=True, padded=True),
    ),
)  # fmt: skip
"""From the easiest to the hardest; the recipes of a level are equally hard."""

KINDS = tuple(recipe.kind for level in LEVELS for recipe in level)
