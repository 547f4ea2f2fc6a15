"""A visitor without a browser: Streamlit's AppTest, and controls by their labels."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from lesson.link.codec import read_link
from lesson.state import Lesson
from ui.visit.session import BESIDE

REPO = Path(__file__).resolve().parents[2]
KINDS = ("slider", "selectbox", "radio", "toggle", "button_group", "file_uploader", "button")


class Visit:
    """One visitor of the app; after every run the page is whole and the address is the lesson."""

    def __init__(self, page: str | None = None, **link: str) -> None:
        self.app = AppTest.from_file(str(REPO / "app.py"), default_timeout=60)
        for name, text in link.items():
            self.app.query_params[name] = text
        self.run()
        if page is not None:
            self.app.switch_page(page)
            self.run()

    def run(self) -> None:
        self.app.run()
        assert [trouble.message for trouble in self.app.exception] == []
        reading = read_link(self.address, BESIDE)
        assert reading.ignored == ()
        if not reading.picture_missing:
            # a plain link says nothing of the language: the browser does
            assert reading.lesson == self.lesson

    @property
    def lesson(self) -> Lesson:
        lesson: Lesson = self.app.session_state["lesson"]
        return lesson

    @property
    def address(self) -> dict[str, str]:
        # a parameter is a text, or a list where it stands in the address more than once
        shown = {
            name: text if isinstance(text, str) else text[-1]
            for name, text in self.app.query_params.items()
        }
        # what a visit begins with is spelled anew by the browser, see `ui.visit.address`
        came, meant = self.app.session_state["opened"]
        return dict(meant) if shown == came else shown

    def control(self, label: str) -> Any:
        """The one control with this label."""
        if label not in self.labels():
            self.run()  # AppTest forgets what stands beside the parts that were drawn last
        found = [one for one in self._all(KINDS) if one.label == label]
        assert len(found) == 1, f"{len(found)} controls are called {label!r}"
        return found[0]

    def labels(self) -> set[str]:
        return {one.label for one in self._all(KINDS)}

    def set(self, label: str, value: Any) -> None:
        self.control(label).set_value(value)
        self.run()

    def press(self, label: str) -> None:
        self.control(label).click()
        self.run()

    def unfold(self, section: str) -> None:
        """Open a section below the lesson; what it holds is drawn only then."""
        self.app.session_state[f"w.more.{section}"] = True
        self.run()

    def texts(self) -> str:
        """Everything written on the page."""
        kinds = ("title", "markdown", "caption", "info", "warning", "error", "code")
        return "\n".join(str(one.value) for one in self._all(kinds))

    def _all(self, kinds: tuple[str, ...]) -> list[Any]:
        return [one for kind in kinds for one in self.app.get(kind)]
