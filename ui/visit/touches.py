"""Which widgets a visitor has touched, told from those that only say again what they showed.

With each message a browser says what every widget shows. One that is on its way while the server
puts something else into a widget (the preset of the filter that the stage has just turned to) still
says what the widget showed before. Taken for a change, it would undo what it does not know of. What
the visitor has touched differs from what the same browser said last.

Streamlit tells changes by what it knew before, and of a widget that the last run has left out it
knows nothing: the browser that still shows the widget then seems to have chosen what it shows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from weakref import WeakValueDictionary

from ui.visit.streamlit_context import key_of_widget, session_id

_LATELY = 4
"""So many of the values that the server has put into a widget may still come back from it."""


class Touches:
    """The messages of one tab.

    Attributes
    ----------
    latest : list of str
        Ids of the widgets that the last message says something new of.

    Examples
    --------
    >>> touches = Touches()
    >>> shown = {"$$ID-1-preset": "box", "$$ID-2-step": 1}
    >>> touches.heard(shown)
    >>> _ = touches.began(shown)
    >>> touches.wrote("preset", "blur")  # the server has another preset shown
    >>> said = {"$$ID-1-preset": "box", "$$ID-2-step": 2}
    >>> touches.heard(said)
    >>> _ = touches.began(said)
    >>> touches.latest, touches.take("preset"), touches.take("step")
    (['$$ID-2-step'], False, True)

    What another run begins with is no change a second time:

    >>> touches.began(said), touches.take("step")
    ([], False)

    What a run begins with, where a change came to a widget that another has replaced:

    >>> touches.began({"$$ID-3-height": 2})
    []
    >>> touches.began({"$$ID-3-height": 4})
    ['$$ID-3-height']
    >>> touches.handed_on("height")
    >>> touches.shown("height")
    False
    """

    def __init__(self) -> None:
        self.latest: list[str] = []
        self._said: Mapping[str, object] = {}
        self._messages = 0
        self._begun: Mapping[str, object] = {}
        self._run = 0  # the messages that had come when the run began
        self._fresh: set[str] = set()
        # by key, the number of a message: the last one that ...
        self._touched: dict[str, int] = {}  # ... said something new of it
        self._put_back: dict[str, int] = {}  # ... says what it said before the server wrote
        self._written: dict[str, int] = {}  # ... had come to the run that last wrote into it
        self._taken: dict[str, int] = {}  # ... had come when a change of it was asked for
        self._handed_on: set[str] = set()
        self._put_lately: dict[str, deque[object]] = {}

    def heard(self, said: Mapping[str, object], by_widget: bool = True) -> None:
        """A message has come; `said` is what it says of each widget, by the widget's id.

        With `by_widget` a widget has sent it, and not a link, the browser's Back or a connection
        that was lost.
        """
        before, self._said = self._said, said
        number = self._messages + 1
        self.latest = [one for one, state in said.items() if before.get(one) != state]
        new = {key_of_widget(one) for one in self.latest}
        # what the server has put there and the browser says for the first time sends no message
        causes = {key for key in new if not self._awaits(key)}
        # without a cause, something that the server had put there was changed back
        silent = by_widget and not causes
        back = {key for key in map(key_of_widget, said) if silent and self._awaits(key)} - new
        self._put_back |= dict.fromkeys(back, number)
        self._touched |= dict.fromkeys(new | back, number)
        self._messages = number  # last: the thread of a run reads it

    def _awaits(self, key: str) -> bool:
        """Whether the server has put something there of which the browser has not said a word."""
        return self._touched.get(key, 0) <= self._written.get(key, -1)

    def began(self, said: Mapping[str, object]) -> list[str]:
        """A run begins with what a message said; ids of those that spoke in the run before, too,
        and say something else now."""
        before, self._begun = self._begun, said
        self._run = self._messages
        self._fresh = {key_of_widget(one) for one in said if before.get(one) != said[one]}
        return [one for one, state in said.items() if before.get(one, state) != state]

    def handed_on(self, key: str) -> None:
        """A change came of a widget that was replaced, and was handed on to the one with its key.

        So the browser shows something else than what its visitor has chosen.
        """
        self._handed_on.add(key)

    def wrote(self, key: str, value: object) -> None:
        """The server has put something, `value`, into the widget with this key.

        What the visitor has done since the run began is newer.
        """
        self._written[key] = self._run
        self._handed_on.discard(key)
        self._put_lately.setdefault(key, deque(maxlen=_LATELY)).append(value)

    def echoes(self, key: str, value: object) -> bool:
        """Whether a widget may say this only because the server has put it there a moment ago."""
        return value in self._put_lately.get(key, ())

    def shown(self, key: str) -> bool:
        """Whether the browser shows what the server takes the widget to say."""
        return key not in self._handed_on

    def take(self, key: str) -> bool:
        """Whether it is the visitor who has changed the widget; of a run, to be asked once."""
        since, self._taken[key] = self._taken.get(key, 0), self._messages
        fresh = key in self._fresh or self._put_back.get(key, 0) > since
        return fresh and self._touched.get(key, 0) > self._written.get(key, -1)


def of(tab: str) -> Touches | None:
    """Those of a tab, by its session's id; None where nobody listens."""
    return _of_tabs.get(tab)


def listen(tab: str) -> Touches:
    """Those of a tab; kept as long as the caller keeps them."""
    found = _of_tabs.get(tab)
    if found is None:
        found = _of_tabs[tab] = Touches()
    return found


def wrote(key: str, value: object) -> None:
    """This run has put something into a widget of its visitor."""
    if mine := of(session_id()):
        mine.wrote(key, value)


def take(key: str) -> bool:
    """Whether a change of a widget is this run's visitor's; True where nobody listens."""
    mine = of(session_id())
    return mine is None or mine.take(key)


def shown(key: str) -> bool:
    """Whether this run's visitor sees what a widget is taken to say; True where nobody listens."""
    mine = of(session_id())
    return mine is None or mine.shown(key)


_of_tabs: WeakValueDictionary[str, Touches] = WeakValueDictionary()
