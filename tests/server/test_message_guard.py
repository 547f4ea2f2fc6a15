"""What a tab may ask of the server."""

import json

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.tab import Tab
from server.inside.message_guard import (
    LONGEST_STATE,
    MOST_HASHES,
    MOST_NAMES,
    MOST_QUERY,
    MOST_WIDGETS,
    acceptable,
)
from tests.server.conftest import assert_unharmed, play


def rerun(widgets: int = 0, query: int = 0, hashes: int = 0) -> BackMsg:
    message = BackMsg()
    for _ in range(widgets):
        message.rerun_script.widget_states.widgets.add()
    message.rerun_script.query_string = "x" * query
    message.rerun_script.cached_message_hashes.extend([""] * hashes)
    return message


def said(state: str) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="grid", json_value=state)
    return message


def places(names: int) -> BackMsg:
    message = BackMsg()
    message.file_urls_request.file_names.extend([""] * names)
    return message


def operation(kind: str) -> BackMsg:
    message = BackMsg()
    getattr(message.backend_operation_request, kind).SetInParent()
    return message


def test_as_much_as_a_page_can_ask_is_accepted():
    assert acceptable(rerun(MOST_WIDGETS, MOST_QUERY, MOST_HASHES))
    assert acceptable(places(MOST_NAMES))
    assert acceptable(operation("deferred_file"))
    cells = ",".join(["-0.12345678901234567"] * 3 * 64 * 64)
    shape = f'"shape": [3, 64, 64], "cells": [{cells}]'
    assert acceptable(said(f'{{"edit": {{{shape}}}}}'))
    # brackets that are pasted open nothing, however they are quoted
    for text in ("[[1, 2],\n" * 22_000, "[" * 200_000, '\\"[\\' * 40_000):
        question = json.dumps({"serial": 1, "text": text, "length": len(text)})
        assert acceptable(said(f'{{"edit": {{{shape}, "question": {question}}}}}'))


@pytest.mark.parametrize(
    "message",
    [
        rerun(widgets=MOST_WIDGETS + 1),
        rerun(query=MOST_QUERY + 1),
        rerun(hashes=MOST_HASHES + 1),
        places(MOST_NAMES + 1),
        said("[" * 65),
        said('{"a":' * 65),
        said('{"edit": [1,'),
        said(""),
        said("9" * 5_000),
        said("1" * (LONGEST_STATE + 1)),
        said('{"\\\\":' + "[" * 65),
        said('["\\\\\\"", ' + "[" * 65),
        BackMsg(),
        BackMsg(clear_cache=True),
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        operation("install_skills"),
        operation("dismiss_skills_nudge"),
    ],
)
def test_more_is_not(message):
    assert not acceptable(message)


def test_nobody_clears_what_belongs_to_all(server):
    # Streamlit would clear every visitor's cache, and this one's lesson
    async def scene() -> None:
        tab = Tab(server.url)
        await tab.open()
        await tab.change("Stride", 3)
        await tab.send(BackMsg(clear_cache=True))
        await tab.rerun()
        assert tab.value("Stride") == 3
        assert_unharmed(tab)
        await tab.close()

    play(scene())
    assert "Dropped a message of kind clear_cache." in server.log()
