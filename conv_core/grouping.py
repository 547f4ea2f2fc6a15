"""Which channels a filter reads, when a layer is split into groups."""

from __future__ import annotations

import numpy as np

from conv_core.arrays import Array


def channels_read(k: int, FN: int, C: int, groups: int) -> range:
    """The channels that filter k reads: those of its own group.

    Examples
    --------
    >>> [list(channels_read(k, FN=6, C=3, groups=3)) for k in range(6)]
    [[0], [0], [1], [1], [2], [2]]
    """
    size = C // groups
    first = k // (FN // groups) * size
    return range(first, first + size)


def over_all_channels(W: Array, groups: int) -> Array:
    """Filters written over all channels, with 0 where a filter does not read.

    With one group nothing changes. A layer of one group with these filters gives the same output;
    as a matrix, it is the block diagonal.

    Parameters
    ----------
    W : array (..., FN, C/groups, FH, FW)
        Filters, or their gradient; there may be axes before.
    groups : int
        Divides FN.

    Returns
    -------
    array (..., FN, C, FH, FW)
        W itself, if there is one group.

    Examples
    --------
    >>> over_all_channels(np.array([5.0, 7.0]).reshape(2, 1, 1, 1), groups=2)[:, :, 0, 0]
    array([[5., 0.],
           [0., 7.]])
    """
    if groups == 1:
        return W
    *before, FN, size, FH, FW = W.shape
    room = np.zeros((*before, FN, size * groups, FH, FW), W.dtype)
    for k in range(FN):
        read = channels_read(k, FN, size * groups, groups)
        room[..., k, read.start : read.stop, :, :] = W[..., k, :, :, :]
    return room
