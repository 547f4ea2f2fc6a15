"""What a grid has still to say and to hear when Streamlit builds it anew. Node runs the module."""

import json
from pathlib import Path

from tests.node import run_module


def test_a_pasted_text_and_an_edit_outlast_the_grid():
    seen = json.loads(run_module(Path(__file__).with_name("reporter.js"), None))
    assert seen == {"places": [-1, 1, -1], "told": [[3, 4]]}
