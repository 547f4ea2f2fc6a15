"""What a tab shows: the elements that the server has drawn, and the widgets among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

KEPT_RUNS = 2
"""A browser forgets a large message that this many runs have not shown."""


@dataclass
class Page:
    """The page of one tab, as its browser would know it.

    Attributes
    ----------
    pages : dict
        Address of each page -> its id.
    script : str
        Id of the page that is open.
    query : str
        The address bar behind the question mark; the server rewrites it.
    states : dict
        What the visitor has set, by widget.
    fragments : dict
        Place of each element -> id of the fragment that it stands in, or empty.
    pictured : bool
        The stage has been drawn since the run began.
    trouble : list of str
        Exceptions on the page, and breaches of the protocol.
    """

    query: str = ""
    script: str = field(default="", init=False)
    pages: dict[str, str] = field(default_factory=dict, init=False)
    states: dict[str, WidgetState] = field(default_factory=dict, init=False)
    pictured: bool = field(default=False, init=False)
    trouble: list[str] = field(default_factory=list, init=False)
    elements: dict[tuple[int, ...], Any] = field(default_factory=dict, init=False)
    fragments: dict[tuple[int, ...], str] = field(default_factory=dict, init=False)
    _drawn: set[tuple[int, ...]] = field(default_factory=set, init=False)
    _rerunning: set[str] = field(default_factory=set, init=False)
    _cache: dict[str, tuple[int, Any]] = field(default_factory=dict, init=False)
    _runs: int = field(default=0, init=False)

    # ---- reading

    @property
    def cached(self) -> list[str]:
        """The large messages that need not be sent again."""
        return list(self._cache)

    def widget(self, label: str) -> Any:
        """The element with this label.

        Raises
        ------
        KeyError
            If the page does not show one.
        """
        for element in self.elements.values():
            if getattr(element, "label", None) == label:
                return element
        raise KeyError(label)

    def fragment_of(self, element: Any) -> str:
        """Id of the fragment in which an element stands, or empty."""
        path = next(path for path, one in self.elements.items() if one is element)
        return self.fragments.get(path, "")

    def component(self, key: str) -> Any:
        """The component with this key."""
        for element in self.elements.values():
            if hasattr(element, "js_content") and element.id.endswith(f"-{key}"):
                return element
        raise KeyError(key)

    def value(self, label: str) -> Any:
        """What a widget shows: a number, a choice, a state, a list of choices."""
        element = self.widget(label)
        kind = type(element).__name__
        if (state := self.states.get(element.id)) is not None:
            return _chosen(state)
        if kind == "Slider":
            return (element.value if element.set_value else element.default)[0]
        if kind == "Checkbox":
            return element.value if element.set_value else element.default
        if kind == "ButtonGroup":
            return list(element.raw_values)
        return element.raw_value if element.set_value else element.options[element.default]

    def texts(self) -> list[str]:
        """All sentences on the page: texts, notes, and exceptions if there are any."""
        found: list[str] = []
        for element in self.elements.values():
            found += filter(None, (getattr(element, name, "") for name in ("body", "message")))
            found += getattr(element, "stack_trace", ())
        return found

    # ---- setting

    def set(self, label: str, value: Any) -> None:
        """Move a slider, choose from a list or switch something; the server is not told yet."""
        element = self.widget(label)
        state = WidgetState(id=element.id)
        kind = type(element).__name__
        if kind == "Slider":
            state.double_array_value.data.append(float(value))
        elif kind == "Checkbox":
            state.bool_value = bool(value)
        elif kind == "ButtonGroup":
            state.string_array_value.data.append(str(value))
        else:
            state.string_value = str(value)
        self.states[element.id] = state

    # ---- being drawn

    def take(self, message: ForwardMsg) -> bool:
        """Take over a message of the server; True at the end of a run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.script = message.new_session.page_script_hash
            self._drawn, self.pictured = set(), False
            self._rerunning = set(message.metadata.run.fragment_ids)
        elif kind == "navigation":
            self.pages = {p.url_pathname: p.page_script_hash for p in message.navigation.app_pages}
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            if name := message.delta.new_element.WhichOneof("type"):
                self._draw(message, getattr(message.delta.new_element, name))
        elif kind == "ref_hash":
            self._draw_again(message)
        elif kind == "script_finished":
            return self._end_of_run(message.script_finished)
        return False

    def _draw(self, message: ForwardMsg, element: Any, known_as: str = "") -> None:
        path = tuple(message.metadata.delta_path)
        self.elements[path] = element
        if not known_as:
            self.fragments[path] = message.delta.fragment_id
        self._drawn.add(path)
        if getattr(element, "id", "").endswith("-stage"):
            self.pictured = True
        if known_as or message.metadata.cacheable:
            self._cache[known_as or message.hash] = (self._runs, element)
        if type(element).__name__ == "Exception":
            self.trouble.append(f"{element.type}: {element.message}")
        if getattr(element, "set_value", False):
            # what the server puts into a widget takes the place of what the visitor had set
            self.states.pop(element.id, None)

    def _draw_again(self, message: ForwardMsg) -> None:
        _, element = self._cache.get(message.ref_hash, (0, None))
        if element is None:
            self.trouble.append("the server believes in a message that this tab never had")
        else:
            self._draw(message, element, message.ref_hash)

    def _stays(self, path: tuple[int, ...]) -> bool:
        if path in self._drawn:
            return True
        return bool(self._rerunning) and self.fragments.get(path) not in self._rerunning

    def _end_of_run(self, status: int) -> bool:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False  # as in the browser, a run that was overtaken ages no message
        self._runs += 1
        self._cache = {
            name: kept for name, kept in self._cache.items() if self._runs - kept[0] <= KEPT_RUNS
        }
        if status in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        ):
            self.elements = {p: e for p, e in self.elements.items() if self._stays(p)}
            alive = {getattr(element, "id", "") for element in self.elements.values()}
            self.states = {name: state for name, state in self.states.items() if name in alive}
        return True


def _chosen(state: WidgetState) -> Any:
    """What a visitor has set a widget to."""
    kind = str(state.WhichOneof("value"))
    if kind == "double_array_value":
        return state.double_array_value.data[0]
    if kind == "string_array_value":
        return list(state.string_array_value.data)
    return getattr(state, kind)
