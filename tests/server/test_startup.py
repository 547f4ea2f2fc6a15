"""Before the first visitor: everything imported, the heap at rest, nothing asked of other hosts.

The names of Streamlit that `server` leans on without a promise are held here to what they are.
"""

import json
import subprocess
import sys

import pytest

from tests.conftest import REPO

# runs the lifespan as uvicorn does, then a visitor of its own, and says what it saw
SCRIPT = """
import asyncio, gc, json, sys
from streamlit import config, net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from serve import app
from server.inside.visitor import Visitor
from streamlit.runtime import Runtime
from streamlit.web.server.server_util import is_url_from_allowed_origins

def spelled_theme():
    message = CustomThemeConfig()
    for section in ("theme", "theme.dark"):
        app_session._populate_theme_msg(message, section)
        app_session._populate_theme_msg(message.light, "theme.light")
    return str(message)

async def strides(visitor, runtime, session, state, back):
    message = BackMsg()
    message.rerun_script.query_string = "stride=3"
    message.rerun_script.is_history_navigation = back
    visitor._finished.clear()
    runtime.handle_backmsg(session, message, client=visitor)
    await asyncio.wait_for(visitor._finished.wait(), 30)
    return state["lesson"].stride

async def main():
    inbox, outbox = asyncio.Queue(), asyncio.Queue()
    inbox.put_nowait({"type": "lifespan.startup"})
    running = asyncio.create_task(app({"type": "lifespan"}, inbox.get, outbox.put))
    await asyncio.sleep(0)
    runtime = Runtime.instance()
    before = type(runtime._session_mgr._session_storage).__name__
    wakers = [runtime._session_mgr._message_enqueued_callback == runtime._enqueued_some_message,
              app_session.AppSession._on_scriptrunner_event.__module__]
    runners = [app_session.AppSession._create_scriptrunner.__module__]
    themes = [spelled_theme()]
    told = await outbox.get()
    themes.append(spelled_theme())
    asked = []
    net_util._make_blocking_http_get = lambda url, timeout: asked.append(url)
    foreign = is_url_from_allowed_origins("https://evil.example")
    loaded, frozen = set(sys.modules), gc.get_freeze_count()
    visitor = Visitor()
    session = runtime.connect_session(visitor, user_info={})
    await visitor.open(runtime, session, "in=camera&lang=ja")
    for page in visitor.pages.values():
        await visitor.open(runtime, session, "", page)
    state = runtime._session_mgr.get_active_session_info(session).session.session_state
    followed = [await strides(visitor, runtime, session, state, back) for back in (False, True)]
    runtime.disconnect_session(session)
    again = runtime.connect_session(visitor, user_info={}, existing_session_id=session)
    back = runtime._session_mgr.get_active_session_info(again).session
    runtime.close_session(again)
    print(json.dumps({
        "told": told["type"],
        "storage": [before, type(runtime._session_mgr._session_storage).__name__],
        "gc after runs": config.get_option("runner.postScriptGC"),
        "frozen": frozen,
        "imported late": sorted(set(sys.modules) - loaded),
        "pages": len(visitor.pages),
        "foreign origin": [foreign, asked],
        "came back": [again == session, back._local_sources_watcher is None],
        "wakers": [*wakers, runtime._session_mgr._message_enqueued_callback.__module__,
                   app_session.AppSession._on_scriptrunner_event.__module__],
        "runners": [*runners, app_session.AppSession._create_scriptrunner.__module__],
        "followed": followed,
        "guard": runtime.handle_backmsg.__module__,
        "themes": themes,
    }))
    inbox.put_nowait({"type": "lifespan.shutdown"})
    await running

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def seen():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=REPO, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_doors_open(seen):
    assert seen["told"] == "lifespan.startup.complete"


def test_no_visitor_waits_for_an_import(seen):
    assert seen["pages"] >= 2
    assert seen["imported late"] == []


def test_the_heap_is_at_rest(seen):
    assert seen["frozen"] > 50_000
    assert seen["gc after runs"] is False


def test_sessions_go_into_the_patient_storage(seen):
    # the first name also says that Streamlit still keeps its own one in the same place
    assert seen["storage"] == ["MemorySessionStorage", "PatientStorage"]


def test_messages_pass_the_guard(seen):
    assert seen["guard"] == "server.inside.message_guard"


def test_the_browser_is_followed_where_it_went_back_and_only_there(seen):
    # says that Streamlit still notes it where `ui.visit.address` reads it
    assert seen["followed"] == [[1, 1], [3, 3]]


def test_the_sending_thread_is_woken_seldom(seen):
    # the first two say that Streamlit still wakes it in the places that are replaced
    assert seen["wakers"] == [True, "streamlit.runtime.app_session", *["server.inside.wakeups"] * 2]


def test_a_run_begins_with_the_parts_it_will_need(seen):
    assert seen["runners"] == ["streamlit.runtime.app_session", "server.inside.foresight"]


def test_a_foreign_page_is_refused_without_asking_another_host(seen):
    assert seen["foreign origin"] == [False, []]


def test_a_session_that_comes_back_watches_no_files(seen):
    assert seen["came back"] == [True, True]


def test_the_theme_that_is_spelled_once_is_the_theme(seen):
    before, after = seen["themes"]
    assert "#0F6B74" in before
    assert after == before
