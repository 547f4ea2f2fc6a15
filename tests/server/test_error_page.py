"""A page that fails: a friendly sentence for the visitor, the details for the log."""

import shutil

import pytest

from benchmarks.server import Server
from benchmarks.tab import Tab
from lesson.vocabulary import vocabulary
from server import error_page
from tests.conftest import REPO
from tests.server.conftest import play

SERVE = """
import streamlit as st
from server.error_page import show_error
app = st.App("app.py", on_script_error=show_error)
"""
APP = """
import streamlit as st
from ui.visit import session

def fail():
    raise ValueError("SECRET in callback")

st.text(session.words()("app.name"))
st.slider("Callback", 0, 3, key="callback", on_change=fail)

@st.fragment
def part():
    if st.checkbox("Fragment"):
        raise KeyError("SECRET in fragment")

part()
if st.checkbox("Script"):
    raise RuntimeError("SECRET in script")
if st.checkbox("Widget twice"):
    st.text_input("x", key="SECRET")
    st.text_input("x", key="SECRET")
"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A server whose page fails in every way on demand, and with Streamlit's own settings."""
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "serve.py").write_text(SERVE)
    (folder / "app.py").write_text(APP)
    path = {"PYTHONPATH": str(REPO)}
    with Server({"browser.gatherUsageStats": False}, path, root=folder) as server:
        yield server
    shutil.rmtree(folder)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("widget", "value", "secret"),
    [
        ("Callback", 1, "SECRET in callback"),
        ("Fragment", True, "SECRET in fragment"),
        ("Script", True, "SECRET in script"),
        ("Widget twice", True, "SECRET"),
    ],
)
def test_the_visitor_reads_a_sentence_and_the_log_has_the_rest(
    faulty, language, widget, value, secret
):
    async def scene() -> list[str]:
        tab = Tab(faulty.url, f"lang={language}")
        await tab.open()
        await tab.change(widget, value)
        texts = [*tab.texts(), *tab.trouble]
        await tab.close()
        return texts

    texts = play(scene())
    assert vocabulary(language)("app.crash") in texts
    assert not [text for text in texts if "SECRET" in text or "Traceback" in text]
    assert secret in faulty.log()


def test_without_words_of_the_visitor_there_is_still_a_sentence(monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr("streamlit.error", shown.append)
    monkeypatch.setattr("ui.visit.session.words", lambda: 1 / 0)
    assert error_page.show_error(RuntimeError("SECRET")) is True
    assert shown == [vocabulary("en")("app.crash")]
