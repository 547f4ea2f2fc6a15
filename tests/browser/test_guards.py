"""The guards beside every visitor notice what they are there for, and each visitor is a stranger.

That the app itself stays on its host is asserted where each other test ends.
"""

import pytest

DEEDS = {
    "fetch('http://elsewhere.example/x').catch(() => 0)": "elsewhere.example/x",
    "new WebSocket('ws://elsewhere.example/') && 0": "ws://elsewhere.example",
    "(new Image()).src = 'http://elsewhere.example/x.png'": "elsewhere.example/x.png",
    "void setTimeout(() => { throw new Error('planted') })": "planted",
}


@pytest.fixture
def visitor(visitors):
    one = visitors.lend()
    yield one
    visitors.take_back(one)


def test_a_request_to_another_host_and_an_uncaught_error_are_noticed(visitor):
    page = visitor.context.new_page()  # blank: the app's policy would stop the requests first
    assert visitor.complaints == []
    for number, (deed, found) in enumerate(DEEDS.items(), 1):
        page.evaluate(deed)
        for _ in range(100):
            if len(visitor.complaints) == number:
                break
            page.wait_for_timeout(20)
        assert len(visitor.complaints) == number
        assert found in visitor.complaints[-1]


def test_who_comes_next_has_nothing_of_who_was_here(visitors, app_url):
    kept = "[localStorage.one, sessionStorage.one, /one=1/.test(document.cookie)]"
    seen = []
    for _ in range(2):
        visitor = visitors.lend(locale="ja-JP")
        page = visitor.context.new_page()
        page.goto(f"{app_url}/_stcore/health")
        seen.append((visitor, page.evaluate(kept)))
        page.evaluate("localStorage.one = sessionStorage.one = '1'; document.cookie = 'one=1'")
        assert page.evaluate(kept) == ["1", "1", True]
        visitor.context.set_offline(True)
        visitors.take_back(visitor)
    (first, before), (second, after) = seen
    assert first is second
    assert before == after == [None, None, False]
