"""The slip that a lesson names or hides."""

from dataclasses import replace

import numpy as np
import pytest

from lesson.code.listing import listing_of, operands
from lesson.code.runner import run
from lesson.link.codec import read_link
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.hidden import possible, slip_in, without_effect
from lesson.worked import Worked

BOOK = read_link({"in": "book", "f": "book", "pad": "0"}).lesson
SIDES = replace(BOOK, source="edge", stride=(2, 1))


def changes_nothing(slip, worked):
    """By running both and comparing what they return, number by number."""
    right, _ = run(listing_of(worked), operands(worked))
    slipped, failure = run(slip.made_in(listing_of(worked)), operands(worked))
    return failure is None and all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=1e-12)
        for a, b in zip(right, slipped, strict=True)
    )


@pytest.mark.parametrize("lesson", [BOOK, SIDES], ids=["book", "sides"])
def test_of_slips_without_effect_python_returns_the_same(lesson):
    worked = Worked(lesson)
    found = {slip.id for slip in possible(worked) if changes_nothing(slip, worked)}
    assert without_effect(worked) == found
    assert found
    assert found < {slip.id for slip in possible(worked)}


@pytest.mark.parametrize("lesson", [BOOK, SIDES], ids=["book", "sides"])
def test_a_hidden_slip_is_the_same_for_its_seed_and_matters(lesson):
    drawn = set()
    for seed in range(40):
        one, again = (slip_in(Worked(replace(lesson, slip=f"?{seed}"))) for _ in range(2))
        assert one is not None
        assert one is again
        assert not changes_nothing(one, Worked(lesson))
        drawn.add(one.id)
    assert len(drawn) > 8


def test_a_seed_that_was_handed_out_hides_the_same_slip_next_year():
    drawn = [slip_in(Worked(replace(BOOK, slip=f"?{seed}"))) for seed in range(5)]
    assert [slip and slip.id for slip in drawn] == ["mean-dW", "col_w", "rot", "col_w", "col_w"]


def test_a_slip_that_this_listing_does_not_have_is_none():
    assert [id for id in SLIPS if slip_in(Worked(replace(BOOK, slip=id))) is None] == [
        "stride-other"
    ]
    assert slip_in(Worked(BOOK)) is None
