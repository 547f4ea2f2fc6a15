"""Where classes are kept while they last: what a store can do, whichever it is.

`store.sqlite_classes` keeps them in a file, for one machine; `store.redis_classes` in Redis or
Valkey, for several. A store knows of a class only its code, a text that the server spells, who may
answer, what was answered, and how many are there. A person is a text that the server has made of
a key and that leads back to nobody.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

MOST_ROOMS = 200
MOST_PEOPLE = 600
"""In a room, at a time."""
LIFETIME = 12 * 3600.0
"""Seconds of a class."""
ANSWERS = 4
"""To a poll, for each person that a room has place for: some come back under another key."""
KNOWN = 4
"""People whom a room remembers, for each that it has place for."""
ALONE = 3600.0
"""Seconds after which a room in which nobody is makes way, where there are too many."""


@dataclass(frozen=True)
class Head:
    """What a class is.

    Attributes
    ----------
    text : str
        As its server spells it.
    poll : str
        What is answered now; empty for nothing.
    is_open : bool
        Whether answers to it count.
    """

    text: str
    poll: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Seen:
    """A class as it is at this moment.

    Attributes
    ----------
    head : Head
    until : float
        When it dies, in seconds of `time.time`.
    present : int
        People who are connected, to whichever process.
    answered : int
        Answers to the present poll.
    """

    head: Head
    until: float
    present: int
    answered: int


@dataclass(frozen=True)
class Answer:
    """What somebody answered to a poll; the first answer stands."""

    poll: str
    who: str
    text: str


@dataclass(frozen=True)
class Bounds:
    """How much a store keeps."""

    rooms: int = MOST_ROOMS
    people: int = MOST_PEOPLE
    lifetime: float = LIFETIME
    alone: float = ALONE


class Gone(Exception):
    """There is no such class, or no longer."""


class Full(Exception):
    """There are as many rooms, or people in a room, as there may be.

    Attributes
    ----------
    most : int
    """

    def __init__(self, most: int) -> None:
        super().__init__(f"there are {most} already")
        self.most = most


class Unavailable(Exception):
    """The store does not answer; it may, later."""


class ClassStore(ABC):
    """Rooms, their answers and the people in them.

    Every deed is whole or not done at all, whichever processes do what at the same time. All raise
    `Unavailable` where the store does not answer.
    """

    @abstractmethod
    async def start(self, changed: Callable[[str], None]) -> None:
        """Begin.

        Parameters
        ----------
        changed : function
            Called with the code of a watched room that may have changed: by this process or another
            one, or after the store was away. To be asked again is cheap; to miss one is not.
        """

    @abstractmethod
    async def stop(self) -> None:
        """Let go of everything."""

    @abstractmethod
    def watch(self, codes: Collection[str]) -> None:
        """Which rooms are watched from now on."""

    @abstractmethod
    async def make(self, code: str, head: Head) -> bool:
        """A new room; False where there is one of that code.

        Raises
        ------
        Full
            If there are as many as there may be, and somebody is in each of them or was lately.
        """

    @abstractmethod
    async def read(self, code: str) -> Seen | None:
        """A room as it is; None where there is none."""

    @abstractmethod
    async def change(self, code: str, become: Callable[[Head], Head]) -> Seen:
        """Change a room.

        Parameters
        ----------
        become : function
            From what the room is to what it shall be, quick, and without effect elsewhere: it may
            be asked more than once. What it raises comes out, and nothing is changed.

        Raises
        ------
        Gone
        """

    @abstractmethod
    async def end(self, code: str) -> None:
        """Delete a room and all that belongs to it, from the disk too."""

    @abstractmethod
    async def answer(self, code: str, given: Answer) -> str | None:
        """Count an answer.

        Returns
        -------
        text : str or None
            What counts: the text, or what the same person had answered to this poll before; None
            where nothing does, since the poll is not open.

        Raises
        ------
        Full
            If `ANSWERS` for each person that a room has place for are counted already.
        Gone
        """

    @abstractmethod
    async def answers(self, code: str, polls: Collection[str]) -> list[Answer]:
        """All answers to some polls."""

    @abstractmethod
    async def answers_of(self, code: str, who: str, polls: Collection[str]) -> dict[str, str]:
        """What one person answered, by poll."""

    @abstractmethod
    async def keep(self, code: str, name: str, text: str) -> None:
        """Keep a text beside a room, over one of the same name.

        Raises
        ------
        Gone
        """

    @abstractmethod
    async def kept(self, code: str, name: str) -> str | None:
        """A text that was kept."""

    @abstractmethod
    async def come(self, code: str, who: str, process: str) -> None:
        """Somebody is connected to a process, from now on to this one.

        Raises
        ------
        Full
            Where as many others are there as may be.
        Gone
        """

    @abstractmethod
    async def go(self, code: str, who: str, process: str) -> None:
        """Somebody has left this process; nothing happens where they came to another one since."""

    @abstractmethod
    async def knows(self, code: str, who: str) -> bool:
        """Whether somebody was ever in a room."""

    @abstractmethod
    async def beat(self, process: str, here: Mapping[str, Collection[str]]) -> None:
        """Say every few seconds that a process lives, and who is connected to it, by room.

        People of processes that have not said so for `PATIENCE` are gone, and rooms that have
        lived their time are deleted.
        """


PATIENCE = 15.0
"""Seconds."""
