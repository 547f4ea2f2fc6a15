"""The guards that stand beside every visitor notice what they are there for."""

import pytest

from tests.browser.conftest import watch


@pytest.fixture(scope="module")
def blank_app(serve, tmp_path_factory):
    script = tmp_path_factory.mktemp("apps") / "blank.py"
    script.write_text("import streamlit as st\n\nst.text('ready')\n")
    return serve(script)


@pytest.fixture
def watched(browser, blank_app):
    """A tab of the blank app, and the list of what its guard found."""
    complaints: list[str] = []
    context = browser.new_context()
    watch(context, complaints)
    page = context.new_page()
    page.goto(blank_app)
    page.get_by_text("ready").wait_for()
    yield page, complaints
    context.close()


def test_streamlit_itself_stays_on_its_host(watched):
    _, complaints = watched
    assert complaints == []


@pytest.mark.parametrize(
    "deed",
    [
        "fetch('http://elsewhere.example/x').catch(() => 0)",
        "new WebSocket('ws://elsewhere.example/') && 0",
        "(new Image()).src = '//elsewhere.example/x.png'",
    ],
)
def test_a_request_to_another_host_is_noticed(watched, deed):
    page, complaints = watched
    page.evaluate(deed)
    page.wait_for_timeout(200)
    assert len(complaints) == 1
    assert "elsewhere.example" in complaints[0]


def test_an_uncaught_error_is_noticed(watched):
    page, complaints = watched
    page.evaluate("void setTimeout(() => { throw new Error('planted') })")
    page.wait_for_timeout(200)
    assert len(complaints) == 1
    assert "planted" in complaints[0]
