"""What the menu asks for, and what it gets: one file, or a sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lesson.arrays import array_of
from lesson.code.notebook import notebook
from lesson.takeaway.arrays import NAMES, npy, npz, shapes
from lesson.takeaway.names import made_with, stem
from lesson.takeaway.spelled import FORMS, MOST_TEXT, csv, spelled
from lesson.takeaway.trace import trace_csv
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.code.payload import code_run
from ui.component.message import pack
from ui.lessons import PAGES
from ui.takeaway.offline import lesson_file, looks
from ui.visit.shared_link import home_of

MOST_NUMBERS = 1_900_000
"""Of what travels in one message, which may have 20 MB."""
_SAMPLE = 200
_OF_THE_CODE = ("listing", "trace")
"""Wishes of the page that tells all."""


@dataclass(frozen=True)
class Asked:
    """Who asks, about what.

    Attributes
    ----------
    page : str
        A key of `ui.lessons.PAGES`.
    link : str
        What files say of where they are from.
    given : tuple of str, optional
        Arrays that can be taken while others are asked of this visitor; None: all.
    why : str
        The sentence that says so.
    later : tuple of str
        What else can be taken only then: wishes.
    name : str
        What names of files say; empty for the lesson's.
    """

    worked: Worked
    words: Words
    page: str
    link: str
    given: tuple[str, ...] | None = None
    why: str = ""
    later: tuple[str, ...] = ()
    name: str = ""

    @property
    def stem(self) -> str:
        """What the names of all files share."""
        return self.name or stem(self.worked)

    def may_have(self, array: str) -> bool:
        """Whether an array can be taken."""
        return self.given is None or array in self.given

    @property
    def pictured(self) -> str:
        """Whose pictures are in ``lesson.html``: a page without a stage gives the first one's."""
        return self.page if PAGES[self.page].views else next(iter(PAGES))


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
    elif want in asked.later:
        header["refused"] = asked.why
    elif want in _OF_THE_CODE and asked.page != "code":
        header["refused"] = asked.words("takeaway.failed")
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
    told = {name: shape for name, shape in shapes(worked).items() if asked.may_have(name)}
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
        "stem": asked.stem, "link": asked.link, "made": made_with(),
        "title": f"Conv Lab: {asked.words(f'{asked.page}.title')} · {asked.stem}",
        "arrays": arrays, "npz": sum(260 + 8 * _count(shape) for shape in told.values()),
        "looks": looks(), "withheld": asked.why, "later": asked.later,
        "listing": asked.page == "code",
        "note": asked.words("takeaway.of_photo") if asked.page == "photo" else "",
        "offline": asked.words("takeaway.offline", page=asked.words(f"pages.{asked.pictured}")),
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
    if not asked.may_have(name):
        raise _Refused(asked.why)
    _bounded(asked, _count(shapes(asked.worked)[name]))
    return name


def _bounded(asked: Asked, count: int) -> None:
    if count > MOST_NUMBERS:
        raise _Refused(asked.words("takeaway.too_large", count=count, most=MOST_NUMBERS))


def _about(asked: Asked) -> str:
    return f"{asked.link} · {made_with()}"


def _npy(wish: dict[str, Any], asked: Asked) -> File:
    name = _name(wish, asked)
    content = npy(array_of(name, asked.worked))
    return File(f"{name}_{asked.stem}.npy", "application/octet-stream", content)


def _csv(wish: dict[str, Any], asked: Asked) -> File:
    name = _name(wish, asked)
    text = csv(name, array_of(name, asked.worked), _about(asked))
    if len(text) > 8 * MOST_NUMBERS:
        raise _Refused(asked.words("takeaway.too_large", count=len(text), most=8 * MOST_NUMBERS))
    return File(f"{name}_{asked.stem}.csv", "text/csv", text.encode())


def _text(wish: dict[str, Any], asked: Asked) -> File:
    name, form = _name(wish, asked), wish.get("form")
    array = array_of(name, asked.worked)
    if form not in FORMS or array.size > MOST_TEXT:
        raise _Refused(asked.words("takeaway.too_long_to_copy", array=name))
    return File(name, "text/plain", spelled(form, name, array, _about(asked)).encode())


def _npz(_: dict[str, Any], asked: Asked) -> File:
    _bounded(asked, sum(map(_count, shapes(asked.worked).values())))
    content = npz(asked.worked, _about(asked))
    return File(f"lesson_{asked.stem}.npz", "application/octet-stream", content)


def _notebook(_: dict[str, Any], asked: Asked) -> File:
    text = notebook(asked.worked, home_of(asked.link))
    name = f"lesson_{asked.stem}.ipynb"
    return File(name, "application/x-ipynb+json", text.encode())


def _html(_: dict[str, Any], asked: Asked) -> File:
    page = asked.pictured
    text = lesson_file(asked.worked, page, asked.link)
    return File(f"lesson_{page}_{asked.stem}.html", "text/html", text.encode())


def _listing(_: dict[str, Any], asked: Asked) -> File:
    """The listing as it runs on the page, with its slip if it has one."""
    text = f"# {_about(asked)}\n{code_run(asked.worked).text.text}"
    return File(f"listing_{asked.stem}.py", "text/x-python", text.encode())


def _trace(_: dict[str, Any], asked: Asked) -> File:
    text = trace_csv(code_run(asked.worked).run, _about(asked))
    return File(f"trace_{asked.stem}.csv", "text/csv", text.encode())


_WAYS: dict[str, Callable[[dict[str, Any], Asked], File]] = {
    "npy": _npy, "csv": _csv, "npz": _npz, "text": _text, "ipynb": _notebook, "html": _html,
    "listing": _listing, "trace": _trace,
}  # fmt: skip
