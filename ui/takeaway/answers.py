"""What the menu asks for, and what it gets: one file, or a sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import numpy as np

from lesson.arrays import GIVEN, array_of
from lesson.code.notebook import notebook
from lesson.takeaway.arrays import NAMES, npy, npz, shapes
from lesson.takeaway.names import made_with, stem
from lesson.takeaway.spelled import FORMS, MOST_TEXT, csv, spelled
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.component.message import pack
from ui.lessons import PAGES
from ui.takeaway.offline import lesson_file, looks

MOST_NUMBERS = 1_900_000
"""Of what travels in one message, which may have 20 MB."""
_SAMPLE = 200


@dataclass(frozen=True)
class Asked:
    """Who asks, about what.

    Attributes
    ----------
    withheld : bool
        Whether numbers may be asked of this visitor: what is not given stays here then.
    """

    worked: Worked
    words: Words
    page: str
    link: str
    withheld: bool = False


@dataclass(frozen=True)
class File:
    """One file, with the name that it has on the visitor's machine."""

    name: str
    type: str
    content: bytes


def answer(wish: Any, asked: Asked) -> bytes:
    """What the browser gets for a wish, which may be anything that anybody sent.

    Returns
    -------
    message : bytes
        `pack`ed: a header with the wish's ``id``, and ``menu``, or ``name`` and ``type`` of the
        array ``file``, or ``refused``, a sentence.
    """
    header: dict[str, Any] = {"id": _id_of(wish), "language": asked.words.language}
    header["label"] = asked.words("takeaway.open")
    want = wish.get("want") if isinstance(wish, dict) else None
    arrays = {}
    if want == "menu":
        header["menu"] = menu(asked)
    elif isinstance(want, str) and want in _WAYS:
        try:
            made = _WAYS[want](wish, asked)
        except _Refused as refused:
            header["refused"] = str(refused)
        else:
            header |= {"name": made.name, "type": made.type}
            arrays["file"] = np.frombuffer(made.content, np.uint8)
    return pack(header, arrays)


def closed(words: Words) -> bytes:
    """What the button needs before the menu was ever opened."""
    return pack({"id": 0, "language": words.language, "label": words("takeaway.open")}, {})


def menu(asked: Asked) -> dict[str, Any]:
    """What there is to take away, and how large it will be."""
    worked = asked.worked
    told = {name: shape for name, shape in shapes(worked).items() if _may_have(name, asked)}
    x = worked.x.ravel()[:_SAMPLE]
    letters = len(",".join(map(repr, x.tolist()))) / max(1, len(x)) + 1
    arrays = [
        {
            "name": name, "shape": list(shape), "npy": 128 + 8 * _count(shape),
            "csv": round(60 + letters * _count(shape)), "copied": _count(shape) <= MOST_TEXT,
        }
        for name, shape in told.items()
    ]  # fmt: skip
    return {
        "stem": stem(worked), "page": asked.page, "link": asked.link, "made": made_with(),
        "title": f"Conv Lab: {asked.words(f'{asked.page}.title')} · {stem(worked)}",
        "arrays": arrays, "npz": sum(260 + 8 * _count(shape) for shape in told.values()),
        "looks": looks(), "withheld": asked.words("numbers.predicting") if asked.withheld else "",
    }  # fmt: skip


class _Refused(Exception):
    """A sentence for whoever asked."""


def _id_of(wish: Any) -> int:
    number = wish.get("id") if isinstance(wish, dict) else None
    return number if type(number) is int and 0 <= number < 1 << 40 else 0


def _count(shape: tuple[int, ...]) -> int:
    return int(np.prod(shape))


def _name(wish: dict[str, Any], asked: Asked) -> str:
    name = wish.get("name")
    if not isinstance(name, str) or name not in NAMES:
        raise _Refused(asked.words("takeaway.failed"))
    if not _may_have(name, asked):
        raise _Refused(asked.words("numbers.predicting"))
    _bounded(asked, _count(shapes(asked.worked)[name]))
    return name


def _may_have(name: str, asked: Asked) -> bool:
    return name in GIVEN or not asked.withheld


def _all_told(asked: Asked) -> None:
    if asked.withheld:
        raise _Refused(asked.words("numbers.predicting"))


def _bounded(asked: Asked, count: int) -> None:
    if count > MOST_NUMBERS:
        raise _Refused(asked.words("takeaway.too_large", count=count, most=MOST_NUMBERS))


def _about(asked: Asked) -> str:
    return f"{asked.link} · {made_with()}"


def _npy(wish: dict[str, Any], asked: Asked) -> File:
    name = _name(wish, asked)
    content = npy(array_of(name, asked.worked))
    return File(f"{name}_{stem(asked.worked)}.npy", "application/octet-stream", content)


def _csv(wish: dict[str, Any], asked: Asked) -> File:
    name = _name(wish, asked)
    text = csv(name, array_of(name, asked.worked), _about(asked))
    if len(text) > 8 * MOST_NUMBERS:
        raise _Refused(asked.words("takeaway.too_large", count=len(text), most=8 * MOST_NUMBERS))
    return File(f"{name}_{stem(asked.worked)}.csv", "text/csv", text.encode())


def _text(wish: dict[str, Any], asked: Asked) -> File:
    name, form = _name(wish, asked), wish.get("form")
    array = array_of(name, asked.worked)
    if form not in FORMS or array.size > MOST_TEXT:
        raise _Refused(asked.words("takeaway.too_long_to_copy", array=name))
    return File(name, "text/plain", spelled(form, name, array, _about(asked)).encode())


def _npz(_: dict[str, Any], asked: Asked) -> File:
    _all_told(asked)
    _bounded(asked, sum(map(_count, shapes(asked.worked).values())))
    content = npz(asked.worked, _about(asked))
    return File(f"lesson_{stem(asked.worked)}.npz", "application/octet-stream", content)


def _notebook(_: dict[str, Any], asked: Asked) -> File:
    place = urlsplit(asked.link)
    folder = place.path.rpartition("/")[0]
    home = urlunsplit((place.scheme, place.netloc, folder, "", ""))
    text = notebook(asked.worked, home)
    name = f"lesson_{stem(asked.worked)}.ipynb"
    return File(name, "application/x-ipynb+json", text.encode())


def _html(_: dict[str, Any], asked: Asked) -> File:
    _all_told(asked)
    # a page without a picture of the stage gives the first one
    page = asked.page if PAGES[asked.page].views else next(iter(PAGES))
    text = lesson_file(asked.worked, page, asked.link)
    return File(f"lesson_{page}_{stem(asked.worked)}.html", "text/html", text.encode())


_WAYS: dict[str, Callable[[dict[str, Any], Asked], File]] = {
    "npy": _npy, "csv": _csv, "npz": _npz, "text": _text, "ipynb": _notebook, "html": _html,
}  # fmt: skip
