"""Names of files that say which lesson is in them."""

from __future__ import annotations

from importlib.metadata import version

from lesson.worked import Worked


def stem(worked: Worked) -> str:
    """What the names of all files of a lesson share.

    Examples
    --------
    >>> from lesson.state import Lesson
    >>> stem(Worked(Lesson(stride=(2, 2)))), stem(Worked(Lesson(pad=(0, 1, 0, 1), groups=1)))
    ('cat_3x3_s2_p1', 'cat_3x3_s1_p0-1-0-1')
    """
    one = worked.lesson
    parts = [one.source, f"{one.FH}x{one.FW}", f"s{_pair(one.stride)}"]
    pad = worked.geometry.pad
    parts.append(f"p{pad[0] if len(set(pad)) == 1 else '-'.join(map(str, pad))}")
    if one.dilation != (1, 1):
        parts.append(f"d{_pair(one.dilation)}")
    if one.groups > 1:
        parts.append(f"g{one.groups}")
    return "_".join(parts)


def made_with() -> str:
    """What made a file: the app and the versions that its numbers come from."""
    return f"Conv Lab, NumPy {version('numpy')}"


def _pair(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}x{pair[1]}"
