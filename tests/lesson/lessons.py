"""Random lessons for hypothesis: every field takes every kind of value a learner can give it."""

import numpy as np
from hypothesis import strategies as st

from lesson.backward.dout import ONE, RANDOM, TARGET, TYPED
from lesson.backward.learning import RATES
from lesson.bounds import (
    DILATIONS,
    MAX_FILTERS,
    MOST_GROUPS,
    PADS,
    SIZES,
    STRIDES,
    WINDOWS,
    settled,
)
from lesson.files.samples import SAMPLES
from lesson.grids import GRIDS
from lesson.link.fields import MAX_SEED
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.hidden import MOST_SEED
from lesson.numbers import Numbers
from lesson.photo.look import PhotoLook
from lesson.presets import PRESETS, available
from lesson.state import (
    COLOURS,
    DOUTS,
    FRAMINGS,
    LANGUAGES,
    LOOKS,
    MOST_INPUTS,
    OWN,
    RULES,
    SAME,
    SCALES,
    UPLOAD,
    Dout,
    Filter,
    Learn,
    Lesson,
    More,
)

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
KINDS = {
    "whole": lambda rng, shape: rng.integers(0, 256, shape).astype(float),
    "hundredths": lambda rng, shape: rng.integers(0, 101, shape) / 100,
    "typed": lambda rng, shape: rng.normal(0, 3, shape).round(1),
    "any": lambda rng, shape: rng.normal(0, 10.0 ** rng.integers(-9, 5), shape),
}


def from_range(values: range):
    return st.integers(values[0], values[-1])


@st.composite
def arrays(draw, C, h, w):
    """Numbers of one kind, what pictures hold or what learners type, and one of any kind."""
    make = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    planes = make(np.random.default_rng(draw(st.integers(0, 99))), (C, h, w))
    planes.flat[draw(st.integers(0, planes.size - 1))] = draw(NUMBERS)
    return Numbers.of(planes)


@st.composite
def filters(draw, FH, FW):
    """A preset that exists at this size, or own weights for any number of channels."""
    bias = draw(st.one_of(st.just(0.0), NUMBERS))
    if draw(st.booleans()):
        return Filter(OWN, bias, weights=draw(arrays(draw(st.integers(1, 3)), FH, FW)))
    preset = draw(st.sampled_from([name for name in PRESETS if available(name, FH, FW)]))
    return Filter(preset, bias, draw(st.integers(0, MAX_SEED)))


@st.composite
def others(draw):
    """One more input of a batch."""
    if draw(st.booleans()):
        return More(draw(st.sampled_from(sorted(SAMPLES))))
    return More(UPLOAD, draw(arrays(draw(st.integers(1, 3)), 4, 4)))


@st.composite
def douts(draw):
    """A gradient at the output of every kind; only what a kind uses differs from the usual."""
    kind = draw(st.sampled_from(DOUTS))
    if kind in TYPED:
        FN, out_h, out_w = (draw(st.integers(1, most)) for most in (3, 4, 5))
        numbers = draw(arrays(FN, out_h, out_w)).array[None]
        return Dout(kind, numbers=Numbers.of(numbers))
    uses = {
        ONE: {"step": draw(st.integers(0, 5000)), "filter": draw(st.integers(0, MAX_FILTERS - 1))},
        TARGET: {"preset": draw(st.sampled_from(PRESETS))},
        RANDOM: {"seed": draw(st.integers(0, MAX_SEED))},
    }
    return Dout(kind, **uses.get(kind, {}))


@st.composite
def looks(draw):
    """A way to look at a photograph."""
    place = st.tuples(st.integers(0, 11_999), st.integers(0, 11_999))
    spot, zoom = draw(st.none() | place), draw(st.integers(0, 999_999))
    side = st.integers(1, 12_000)
    wipe = draw(st.none() | st.integers(0, 100))
    return PhotoLook(
        spot=spot,
        zoom=zoom,
        middle=draw(place) if zoom else (0, 0),
        of=draw(st.none() | st.tuples(side, side)) if zoom or spot else None,
        relu=draw(st.booleans()),
        signed=draw(st.booleans()),
        wipe=wipe,
        map=0 if wipe is None else draw(st.integers(0, 31)),
    )


@st.composite
def wishes(draw):
    """A lesson as somebody may wish for it; the filter may be larger than the input."""
    FH, FW = draw(from_range(WINDOWS)), draw(from_range(WINDOWS))
    source = draw(st.sampled_from((*GRIDS, *SAMPLES, UPLOAD, OWN)))
    brought = source in (UPLOAD, OWN)
    sides = [draw(st.integers(1, most)) for most in (3, 9, 7)]
    return Lesson(
        source=source,
        numbers=draw(arrays(*sides)) if brought else None,
        look=draw(st.sampled_from(LOOKS)) if brought else "numbers",
        size=draw(from_range(SIZES)),
        colour=draw(st.sampled_from(COLOURS)),
        framing=draw(st.sampled_from(FRAMINGS)),
        scale=draw(st.sampled_from(SCALES)),
        FH=FH,
        FW=FW,
        filters=tuple(draw(st.lists(filters(FH, FW), min_size=1, max_size=MAX_FILTERS))),
        stride=(draw(from_range(STRIDES)), draw(from_range(STRIDES))),
        pad=draw(st.one_of(st.just(SAME), st.tuples(*[from_range(PADS)] * 4))),
        dilation=(draw(from_range(DILATIONS)), draw(from_range(DILATIONS))),
        groups=draw(st.integers(1, MOST_GROUPS)),
        more=tuple(draw(st.lists(others(), max_size=MOST_INPUTS - 1))),
        dout=draw(douts()),
        learn=Learn(draw(st.sampled_from(RATES)), draw(st.sampled_from(RULES))),
        view=draw(st.sampled_from(["", "unroll", "col2im", "learn"])),
        language=draw(st.sampled_from(LANGUAGES)),
        step=draw(st.integers(0, 5000)),
        film=draw(st.integers(0, 5000)),
        predict=draw(st.booleans()),
        filter=draw(st.integers(0, MAX_FILTERS - 1)),
        photo=draw(looks()),
        tour=draw(st.sampled_from(["", "slide.3", "backward.6", "all.12"])),
        slip=draw(st.sampled_from(["", *SLIPS]) | st.integers(0, MOST_SEED).map("?{}".format)),
        line=draw(st.integers(0, 500)),
        loops=draw(st.booleans()),
    )


def lessons():
    """Lessons that can be drawn."""
    return wishes().map(lambda wish: settled(wish)[0])
