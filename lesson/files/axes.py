"""Which axes of an array are the channels, rows and columns of an input."""

from __future__ import annotations

from dataclasses import dataclass

from lesson.files.refusal import Refusal

SIDE_LIMIT = 64
CHANNEL_LIMIT = 3


@dataclass(frozen=True)
class Axes:
    """Sizes of the planes, and whether the channels are the last axis of the array."""

    channels: int
    rows: int
    columns: int
    channels_last: bool = False


def axes_of(shape: tuple[int, ...], most: int | None = SIDE_LIMIT) -> Axes:
    """Find height and width, and up to three channels.

    Parameters
    ----------
    shape : tuple of int
        (h, w), (c, h, w), (1, c, h, w), or with channels last, (h, w, 3) or (h, w, 1), when the
        first axis is not 1 to 3 long.
    most : int, optional
        Largest height and width.

    Raises
    ------
    Refusal
        ``array_shape``.
    """
    axes = shape[1:] if len(shape) == 4 and shape[0] == 1 else shape
    if len(axes) == 2:
        axes = (1, *axes)
    last = len(axes) == 3 and axes[2] in (1, 3) and not 1 <= axes[0] <= CHANNEL_LIMIT
    if last:
        axes = (axes[2], axes[0], axes[1])
    if (
        len(axes) != 3
        or not 1 <= axes[0] <= CHANNEL_LIMIT
        or not all(1 <= size <= (most or size) for size in axes[1:])
    ):
        spelled = "x".join(map(str, shape[:6])) + ("x…" if len(shape) > 6 else "")
        shape_said = spelled or "0-d"
        raise Refusal("array_shape", shape=shape_said, limit=SIDE_LIMIT, channels=CHANNEL_LIMIT)
    return Axes(*axes, last)
