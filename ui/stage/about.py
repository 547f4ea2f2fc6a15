"""What presenter view says of the lesson above its picture."""

from __future__ import annotations

from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from ui.stage.size import size_formula, unread_sentence


def about(worked: Worked, page: str) -> dict[str, str]:
    """What stands there: the page, the layer and its output.

    Returns
    -------
    told : dict of str
        By ``title``, ``settings``, ``size`` and ``unread``, what no window reads, which is empty
        where all is read.
    """
    lesson, g = worked.lesson, worked.geometry
    words = vocabulary(lesson.language)
    settings = [
        f"{words('controls.stride')} {_both(g.stride)}",
        f"{words('controls.pad')} {_sides(g.pad)}",
    ]
    if g.dilation != (1, 1):
        settings.append(f"{words('controls.dilation')} {_both(g.dilation)}")
    if lesson.groups > 1:
        settings.append(f"{words('controls.groups')} {lesson.groups}")
    down, across = size_formula("out_h", g, 0), size_formula("out_w", g, 1)
    alike = down.replace("out_h", "out") == across.replace("out_w", "out")
    unread = g.unread_rows or g.unread_cols
    return {
        "title": words(f"{page}.title"),
        "settings": " · ".join(settings),
        "size": _unbroken(down.replace("out_h", "out"))
        if alike
        else f"{_unbroken(down)} · {_unbroken(across)}",
        "unread": unread_sentence(g, words) if unread else "",
    }


def _unbroken(formula: str) -> str:
    return formula.replace(" ", "\N{NO-BREAK SPACE}")


def _both(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}×{pair[1]}"


def _sides(pad: tuple[int, int, int, int]) -> str:
    return str(pad[0]) if len(set(pad)) == 1 else ", ".join(map(str, pad))
