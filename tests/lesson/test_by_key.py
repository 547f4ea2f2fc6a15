"""One key, one step: up to what the side bar allows, and no further."""

from dataclasses import replace

from lesson.by_key import next_pad, next_preset, next_stride, next_window
from lesson.state import SAME, Filter, Lesson

BOOK = Lesson(source="book", pad=(0,) * 4, filters=(Filter("book", 1.0),))  # 4 rows, 4 columns


def walk(step, lesson, by):
    """Every lesson that a key held down comes to."""
    found: list[Lesson] = []
    while (after := step(lesson, by)) is not None and len(found) < 20:
        found.append(lesson := after)
    return found


def test_a_stride_goes_up_to_8_and_down_to_1():
    assert [one.stride for one in walk(next_stride, BOOK, 1)] == [(s, s) for s in range(2, 9)]
    uneven = replace(BOOK, stride=(3, 1))
    assert [one.stride for one in walk(next_stride, uneven, -1)] == [(2, 2), (1, 1)]


def test_padding_goes_up_to_12_and_down_to_where_the_filter_fits():
    assert walk(next_pad, BOOK, 1)[-1].pad == (12,) * 4
    assert next_pad(BOOK, -1) is None
    # 4 rows and padding 1 hold a filter of 5: without padding it would not fit
    large = replace(BOOK, FH=5, FW=5, pad=(1,) * 4, filters=(Filter("box"),))
    assert next_pad(large, -1) is None
    assert walk(next_pad, replace(BOOK, pad=SAME), 1)[0].pad == (2,) * 4


def test_a_filter_grows_to_its_room_and_keeps_its_bias():
    sizes = walk(next_window, BOOK, 1)
    assert [(one.FH, one.FW) for one in sizes] == [(4, 4)]
    assert (sizes[0].filters[0].bias, sizes[0].filters[0].preset) == (1.0, "own")
    assert [one.FH for one in walk(next_window, BOOK, -1)] == [2, 1]


def test_presets_go_in_a_circle_and_leave_other_filters():
    lesson = replace(BOOK, filters=(Filter("sobel_x"), Filter("emboss", 2.0)), filter=1)
    assert next_preset(lesson, 1).filters == (Filter("sobel_x"), Filter("random", 2.0))
    assert next_preset(next_preset(lesson, 1), 1).filters[1] == Filter("book", 2.0)
    assert next_preset(next_preset(lesson, 1), -1) == lesson
    # what does not exist at 2x2 is passed over: laplacian, emboss and the book's
    small = replace(BOOK, FH=2, FW=2, filters=(Filter("sobel_y"),))
    assert next_preset(small, 1).filters[0].preset == "random"
    assert next_preset(next_preset(small, 1), 1).filters[0].preset == "identity"
