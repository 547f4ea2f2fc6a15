"""The slip that is in a listing: named in the lesson, or hidden behind a number."""

from __future__ import annotations

from lesson.code.listing import listing_of
from lesson.dice import Dice
from lesson.mistakes.catalogue import SLIPS, Slip
from lesson.mistakes.wrong import those_that_matter
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
    name = listing_of(worked).name
    return tuple(slip for slip in SLIPS.values() if name in slip.edits)


def slip_in(worked: Worked) -> Slip | None:
    """The slip in a lesson's listing; None where there is none, or none that can be made there.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> slip_in(Worked(Lesson(slip="flip"))).id
    'flip'
    """
    name = worked.lesson.slip
    if is_hidden(name):
        return _drawn(worked, int(name.removeprefix(HIDDEN)))
    slip = SLIPS.get(name)
    return slip if slip in possible(worked) else None


def _drawn(worked: Worked, seed: int) -> Slip | None:
    """The same slip for a seed and a lesson, of those that make a difference."""
    slips = possible(worked)
    return next(those_that_matter(Dice(seed).shuffled(slips), worked), None)


def without_effect(worked: Worked) -> frozenset[str]:
    """Ids of the slips that can be made and leave out, db, dW and dx as they are."""
    slips = possible(worked)
    return frozenset({s.id for s in slips} - {s.id for s in those_that_matter(slips, worked)})
