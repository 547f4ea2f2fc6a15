"""Who has the screen. Node runs the module."""

import json
from pathlib import Path

from tests.node import run_module

SCREEN = {"presenting": True, "onPage": False, "inOpenDialog": True, "dialogs": 1}
PAGE = {"presenting": False, "onPage": True, "inOpenDialog": False, "dialogs": 0}


def test_a_stage_that_is_built_anew_takes_the_screen_and_gives_it_back():
    """Streamlit may end a component and begin it again on the same elements."""
    seen = json.loads(run_module(Path(__file__).with_name("screen.js"), None))
    assert seen == [SCREEN, PAGE, SCREEN, PAGE]
