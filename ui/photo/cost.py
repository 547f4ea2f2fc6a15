"""What a pass over the photograph took, in one honest line."""

from __future__ import annotations

from lesson.state import Lesson
from lesson.vocabulary import Words
from ui.photo.work import Work


def cost_line(work: Work, lesson: Lesson, words: Words) -> str:
    """Seconds and bytes of the pass on screen, and what im2col in one piece would take.

    The time is measured around the layer's calls; reading the file, averaging for the screen and
    sending are not in it, and neither is waiting for a processor in the CPU time.
    """
    g, spent = work.geometry, work.survey.spent
    rows, columns = g.out_h * g.out_w, int(work.W[0].size)
    # a pass that was made in one go has nothing to say of its pieces
    line = words(
        "photo.cost" if spent.most >= spent.numbers else "photo.cost_bands",
        maps=len(work.W),
        h=g.out_h,
        w=g.out_w,
        cpu=seconds(spent.cpu),
        wall=seconds(spent.wall),
        out=size(4 * spent.numbers),
        band=size(4 * spent.most),
        rows=f"{rows:,}",
        columns=columns,
        col=size(4 * rows * columns),
    )
    return f"{line} {words('photo.folded')}" if lesson.scale == "unit" else line


def seconds(time: float) -> str:
    """A time with two significant digits.

    Examples
    --------
    >>> seconds(0.00312), seconds(0.1234), seconds(1.234), seconds(12.3)
    ('3.1 ms', '120 ms', '1.2 s', '12 s')
    """
    amount, unit = (time * 1000, "ms") if time < 1 else (time, "s")
    return f"{amount:.1f} {unit}" if amount < 9.95 else f"{float(f'{amount:.2g}'):.0f} {unit}"


def size(count: float) -> str:
    """Bytes in the unit that suits them.

    Examples
    --------
    >>> size(1296000000), size(48e6), size(3600), size(96)
    ('1.3 GB', '48 MB', '3.6 kB', '96 bytes')
    """
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= unit:
            amount = count / unit
            return f"{amount:.1f} {name}" if amount < 9.95 else f"{amount:,.0f} {name}"
    return f"{count:.0f} bytes"
