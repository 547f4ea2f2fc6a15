"""Random layers whose axes differ in size, for hypothesis."""

from hypothesis import assume
from hypothesis import strategies as st

from tests.conv_core.loops import Case, starts


@st.composite
def cases(draw):
    """A layer with any stride, padding, dilation and groups; no two sizes are equal."""
    groups = draw(st.integers(1, 3))
    N, channels, filters, FH, FW, in_h, in_w = draw(
        st.lists(st.integers(1, 13), min_size=7, max_size=7, unique=True).map(sorted)
    )
    N, channels, filters, FH, FW = draw(st.permutations([N, channels, filters, FH, FW]))
    assume(N * channels * filters * FH * FW * groups < 400)
    case = Case(
        N, channels * groups, in_h, in_w, filters * groups, FH, FW,
        stride=draw(st.tuples(st.integers(1, 4), st.integers(1, 4))),
        pad=draw(st.tuples(*[st.integers(0, 3)] * 4)),
        dilation=draw(st.tuples(st.integers(1, 3), st.integers(1, 3))),
        groups=groups,
        seed=draw(st.integers(0, 2**32 - 1)),
    )  # fmt: skip
    rows, cols = starts(case)
    assume(rows and cols and len(rows) * len(cols) < 60)
    return case
