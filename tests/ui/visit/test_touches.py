"""Which changes of widgets are the visitor's: what a browser says, and what the server writes."""

from collections.abc import Mapping

import pytest

from ui.visit.touches import Touches

START = {"preset": "identity", "height": 3, "step": 0}


class Tab:
    """A browser's messages to a session, each of which begins a run."""

    def __init__(self) -> None:
        self.touches = Touches()
        self.says(True, **START)

    def says(self, by_widget: bool = True, **said: object) -> None:
        """A message, and the run that it begins."""
        self.heard(by_widget, **said)
        self.run()

    def heard(self, by_widget: bool = True, **said: object) -> None:
        self.said = {f"$$ID-1-{key}": value for key, value in said.items()}
        self.touches.heard(self.said, by_widget)

    def run(self, said: Mapping[str, object] | None = None) -> None:
        self.touches.began(said or self.said)

    def takes(self, key: str) -> bool:
        """Whether a change of the widget would be taken."""
        return self.touches.take(key)


@pytest.fixture
def tab() -> Tab:
    return Tab()


def test_what_differs_from_the_last_word_is_a_change_and_is_one_once(tab):
    tab.says(**{**START, "height": 4})
    assert tab.takes("height")
    assert not tab.takes("preset")
    tab.run()
    assert not tab.takes("height")


def test_what_the_server_has_put_there_can_be_put_back(tab):
    tab.touches.wrote("height", 5)
    tab.says(**START)
    assert tab.takes("height")


def test_one_of_two_is_put_back_and_the_other_is_only_shown(tab):
    tab.touches.wrote("height", 5)
    tab.touches.wrote("preset", "box")
    tab.says(**{**START, "preset": "box"})
    assert tab.takes("height")


@pytest.mark.parametrize("why", ["a link", "a lost connection"])
def test_a_message_that_no_widget_sends_puts_nothing_back(tab, why):
    tab.touches.wrote("preset", "box")
    tab.says(by_widget=False, **START)
    assert not tab.takes("preset")


def test_the_same_message_twice_puts_nothing_back(tab):
    said = {**START, "height": 4}
    tab.says(**said)
    tab.says(**said)
    assert not tab.takes("height")
    assert not tab.takes("preset")


def test_who_chooses_what_the_server_had_put_there_is_heard(tab):
    for preset in ("box", "sobel"):
        tab.touches.wrote("preset", preset)
    tab.says(**{**START, "preset": "sobel", "step": 1})
    tab.says(**{**START, "preset": "box", "step": 1})
    assert tab.takes("preset")


def test_a_change_while_the_run_draws_is_newer_than_what_the_run_writes(tab):
    tab.heard(**{**START, "height": 4})
    tab.touches.wrote("height", 5)  # by the run that had begun before
    tab.run()
    assert tab.takes("height")


def test_quick_changes_of_one_widget_are_all_taken(tab):
    tab.heard(**{**START, "height": 4})
    first = tab.said
    tab.heard(**{**START, "height": 5})
    tab.run(first)
    assert tab.takes("height")
    tab.run()
    assert tab.takes("height")
