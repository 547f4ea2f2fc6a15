"""Numbers of the learner's own: where they start, how they grow and shrink."""

from dataclasses import replace

import numpy as np

from lesson.numbers import Numbers
from lesson.own_numbers import EMPTY, own_start, with_input_size
from lesson.state import OWN, Lesson


def test_a_readable_input_is_taken_over_and_a_photograph_is_not():
    np.testing.assert_array_equal(own_start(Lesson(source="book"))[0, 0], [1, 2, 3, 0])
    start = own_start(Lesson(source="cat", size=28))
    assert start.shape == EMPTY
    assert not start.any()


def test_a_new_size_keeps_the_corner_and_fills_with_zeros():
    numbers = np.arange(1.0, 13.0).reshape(1, 3, 4)
    lesson = replace(Lesson(), source=OWN, numbers=Numbers.of(numbers))
    grown = with_input_size(lesson, 2, 6).numbers
    assert grown is not None
    np.testing.assert_array_equal(grown.array, [[[1, 2, 3, 4, 0, 0], [5, 6, 7, 8, 0, 0]]])
