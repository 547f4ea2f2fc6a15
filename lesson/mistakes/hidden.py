"""The slip that is in a listing: named in the lesson, or hidden behind a number."""

from __future__ import annotations

import numpy as np

from lesson.code.listing import listing_of
from lesson.mistakes.catalogue import SLIPS, Slip
from lesson.mistakes.wrong import makes_a_difference
from lesson.worked import Worked

HIDDEN = "?"
"""A slip spelled so, and a seed, is drawn from those that matter."""

MOST_SEED = 999


def is_hidden(slip: str) -> bool:
    """Whether a slip is one to be found.

    Examples
    --------
    >>> is_hidden("?7"), is_hidden("flip")
    (True, False)
    """
    return slip.startswith(HIDDEN)


def possible(worked: Worked) -> tuple[Slip, ...]:
    """Slips that can be made in a lesson's listing."""
    text = listing_of(worked)
    return tuple(slip for slip in SLIPS.values() if text.name in slip.edits)


def slip_in(worked: Worked) -> Slip | None:
    """The slip in a lesson's listing; None where there is none, or none that can be made there."""
    name = worked.lesson.slip
    if is_hidden(name):
        return _drawn(worked, int(name.removeprefix(HIDDEN) or 0))
    slip = SLIPS.get(name)
    return slip if slip in possible(worked) else None


def _drawn(worked: Worked, seed: int) -> Slip | None:
    """The same slip for a seed and a lesson, of those that make a difference."""
    slips = possible(worked)
    for at in np.random.default_rng(seed).permutation(len(slips)):
        if makes_a_difference(slips[at], worked):
            return slips[at]
    return None


def without_effect(worked: Worked) -> frozenset[str]:
    """Ids of the slips that can be made and leave out, db, dW and dx as they are."""
    return frozenset(s.id for s in possible(worked) if not makes_a_difference(s, worked))


