"""What the keys of presenter view do to the lesson, and the sentence that says what it is now."""

from __future__ import annotations

from lesson.by_key import NEXT, turn
from lesson.locks import locks_of
from lesson.photo.filters import possible_sets, spell_sets
from lesson.state import Lesson
from lesson.tours.scripts import read_place
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.backward.controls import PICTURES, offered
from ui.lessons import PAGES
from ui.live import visit
from ui.matmul.payload import BARE, VIEWS
from ui.page import tour
from ui.side_bar.input import choose_source, sources
from ui.view_names import view_name
from ui.visit import going, notes, session

KEYS = {
    "stride": "S",
    "pad": "Z",
    "window": "K",
    "preset": "W",
    "input": "X",
    "picture": "V",
    "page": "G",
    "tour": "T",
    "stop": "N",
}
"""What can be turned, and by which key, as the help lists them."""
_CONTROLS = {
    "stride": "controls.stride",
    "pad": "controls.pad",
    "window": "controls.FH",
    "preset": "controls.preset",
    "input": "controls.input",
}
"""The control of the side bar that does the same, which may be locked."""


def listed(page: str, words: Words) -> list[tuple[str, str]]:
    """The keys of a page and what they do; those of a tour's and a class's buttons, too."""
    keys = [
        (f"{key}, Shift {key}", words(f"presenter.key_{what}"))
        for what, key in KEYS.items()
        if what != "picture" or len(pictures(page, session.current(), words)) > 1
    ]
    keys.append(("A", words("presenter.key_tell")))
    return [*keys, ("Q", words("presenter.key_ask"))] if visit.leads() else keys


def turned(page: str, what: str, by: int) -> str:
    """Do what a key asks for.

    Parameters
    ----------
    page : str
        Id of the page on screen.
    what : str
        One of `KEYS`.
    by : int
        1 for the next one, -1 for the one before.

    Returns
    -------
    said : str
        What there is now, and why it has not changed if it has not.
    """
    words, lesson = session.words(), session.current()
    if what == "page":
        return _page(page, by, words)
    if what == "tour":
        return _tour(page, by, words)
    if what == "stop":
        return _stop(page, by, words)
    if what == "picture" and len(pictures(page, lesson, words)) < 2:
        return words("presenter.one_picture")
    control = _CONTROLS.get(what, f"{page}.view")
    if not locks_of(control).isdisjoint(lesson.locks):
        return words("presenter.locked", said=_said(page, what, words))
    if not _turn(page, what, by, lesson, words):
        return words("presenter.furthest", said=_said(page, what, words))
    also = [words(note.name, **note.facts) for note in notes.standing() if not note.about]
    return " · ".join([_said(page, what, words), *also])


def pictures(page: str, lesson: Lesson, words: Words) -> dict[str, str]:
    """The pictures of a page by their ids, with their names; at most one for some pages."""
    if page == "matmul":
        return {view: view_name(view, words) for view in (*VIEWS, BARE)}
    if page == "backward":
        return {
            view: view_name(view, words)
            for picture in PICTURES
            for view in offered(lesson, picture)
        }
    if page == "photo":
        return {spell_sets((name,)): words(f"photo.set_{name}") for name in possible_sets(lesson)}
    return {}


def _turn(page: str, what: str, by: int, lesson: Lesson, words: Words) -> bool:
    """Whether there was a further one."""
    if what == "picture":
        views = list(pictures(page, lesson, words))
        session.change(view=turn(views, lesson.view if lesson.view in views else views[0], by))
    elif what == "input":
        choose_source(turn(sources(), lesson.source, by))
    else:
        found = NEXT[what](lesson, by)
        if found is None:
            return False
        session.put(found)
    return True


def _said(page: str, what: str, words: Words) -> str:
    """What a setting is now."""
    lesson = session.current()
    if what == "stride":
        return f"{words('controls.stride')} {'×'.join(map(str, dict.fromkeys(lesson.stride)))}"
    if what == "pad":
        sides = dict.fromkeys(Worked(lesson).geometry.pad)
        return f"{words('controls.pad')} {', '.join(map(str, sides))}"
    if what == "window":
        return f"{words('controls.filter')} {lesson.FH}×{lesson.FW}"
    if what == "preset":
        name = words(f"presets.{lesson.filters[lesson.filter].preset}")
        which = f" {lesson.filter}" if len(lesson.filters) > 1 else ""
        return f"{words('controls.filter')}{which}: {name}"
    if what == "input":
        return f"{words('controls.input')}: {words(f'inputs.{lesson.source}')}"
    names = pictures(page, lesson, words)
    return names.get(lesson.view, next(iter(names.values())))


def _page(page: str, by: int, words: Words) -> str:
    """To the next page that has a picture."""
    to = turn([name for name, one in PAGES.items() if one.picture], page, by)
    notes.forget()
    going.go_to(to)
    return words(f"pages.{to}")


def _tour(page: str, by: int, words: Words) -> str:
    """Begin the page's tour, or with Shift end the one that runs."""
    if (by > 0) == tour.runs():
        return words("presenter.on_tour" if by > 0 else "presenter.no_tour")
    if by > 0:
        tour.start(page, page)
        return _stop_said(words)
    tour.end(page)
    return words("presenter.tour_ends")


def _stop(page: str, by: int, words: Words) -> str:
    if not tour.runs():
        return words("presenter.no_tour")
    tour.go_on(page, by)
    return _stop_said(words)


def _stop_said(words: Words) -> str:
    place = read_place(session.current().tour)
    return words("presenter.stop", number=place.number, of=place.of)
