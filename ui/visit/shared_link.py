"""The link to hand out: the lesson at an address that the class can reach."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import SplitResult, urlencode, urlsplit, urlunsplit

from lesson.link.codec import write_link
from lesson.link.start import FOLDER
from lesson.state import Lesson

CLASS_ADDRESS = "CONVLAB_CLASS_ADDRESS"
"""Environment variable in which `make run` says where the class opens the app, as it prints it."""


MOST_SCANNED = 700
"""Characters of an address whose QR code the last row of a class room still reads."""

LONGEST_IN_CLASS = 30_000
"""Characters of a lesson on the class channel: a query string, with an own picture in it."""

JOIN = "/j/"
"""Before a class's code; `server/live/routes.py` answers there."""


def shared_link(lesson: Lesson, opened: str) -> str:
    """The address of a lesson, for others.

    A teacher at the machine of the class's server opens ``localhost``, which is another machine
    for everybody else. Only who starts the app knows its address for them; where nobody has told,
    or the browser came by another port, as through a proxy, the address is the one that it used.

    Parameters
    ----------
    opened : str
        What the browser has opened.
    """
    place = _place_for_others(opened)
    query = urlencode(write_link(lesson))
    return urlunsplit((place.scheme, place.netloc, place.path or "/", query, ""))


def short_link(code: str, opened: str) -> str:
    """The short address of a lesson that the server keeps, likewise.

    Examples
    --------
    >>> short_link("K7Q2X", "https://lab.example.org/matmul")
    'https://lab.example.org/s/K7Q2X'
    """
    return _beside_the_pages(f"{FOLDER}{code}", opened)


def room_link(code: str, opened: str) -> str:
    """The short address of a class.

    Examples
    --------
    >>> room_link("K7Q2X", "https://lab.example.org/backward")
    'https://lab.example.org/j/K7Q2X'
    """
    return _beside_the_pages(f"{JOIN}{code}", opened)


def home_of(link: str) -> str:
    """The address of the app, without its page.

    Examples
    --------
    >>> home_of("https://lab.example/conv/code?stride=2")
    'https://lab.example/conv'
    """
    place = urlsplit(link)
    return urlunsplit((place.scheme, place.netloc, place.path.rpartition("/")[0], "", ""))


def _beside_the_pages(path: str, opened: str) -> str:
    return home_of(urlunsplit(_place_for_others(opened))) + path


def _place_for_others(opened: str) -> SplitResult:
    place, class_place = urlsplit(opened), urlsplit(os.environ.get(CLASS_ADDRESS, ""))
    same_port = place.netloc.rpartition(":")[2] == class_place.netloc.rpartition(":")[2]
    if class_place.netloc and same_port and _is_this_machine(place.hostname):
        place = place._replace(scheme=class_place.scheme, netloc=class_place.netloc)
    return place


def _is_this_machine(host: str | None) -> bool:
    if host is None or host == "localhost" or host.endswith(".localhost"):
        return host is not None
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
