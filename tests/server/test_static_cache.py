"""Streamlit's own files: from memory, compressed, and only those that exist."""

import gzip
from typing import Any

import pytest

from benchmarks.plain_http import Http
from server.static_cache import HOME, StaticCache
from tests.server.conftest import play

CODE = b"export const answer = 42;\n" * 40
FONT = b"wOF2 and then some"


@pytest.fixture
def home(tmp_path):
    for name, data in (
        ("js/first.abc.js", CODE),
        ("js/later.def.js", CODE[::-1]),
        ("media/letters.ghi.woff2", FONT),
        ("media/picture.jkl.png", b"png"),
    ):
        (tmp_path / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / name).write_bytes(data)
    (tmp_path / "index.html").write_text('<script src="./static/js/first.abc.js"></script>')
    (tmp_path / "secret.js").write_text("secret")
    return tmp_path


def ask(app, path, method="GET", kind="http", headers=(("accept-encoding", "br, gzip"),)):
    """Status, headers and body; status 0 where the question went on to Streamlit."""
    told: list[dict[str, Any]] = []

    async def send(message):
        told.append(message)

    scope = {"type": kind, "headers": [(n.encode(), v.encode()) for n, v in headers]}
    if kind == "http":
        scope |= {"path": path, "method": method}
    play(app(scope, None, send))
    if not told:
        return 0, {}, b""
    start, *bodies = told
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], names, b"".join(part["body"] for part in bodies)


async def goes_on(scope, receive, send):
    """Streamlit, as far as these tests are concerned."""


@pytest.mark.parametrize(
    ("path", "data"), [("/static/js/first.abc.js", CODE), ("/static/js/later.def.js", CODE[::-1])]
)
def test_code_comes_compressed_and_whole_each_time(home, path, data):
    app = StaticCache(goes_on, home)
    for _ in range(2):
        status, headers, body = ask(app, path)
        assert (status, gzip.decompress(body)) == (200, data)
        assert len(body) == int(headers["content-length"]) < len(data)
        assert headers["content-encoding"] == "gzip"
        assert headers["content-type"].startswith("text/javascript")
        assert "immutable" in headers["cache-control"]


def test_what_the_first_page_names_is_ready_before_anybody_asks(home):
    app = StaticCache(goes_on, home)
    (home / "static" / "js" / "first.abc.js").unlink()
    assert gzip.decompress(ask(app, "/static/js/first.abc.js")[2]) == CODE


def test_the_page_itself_is_asked_for_each_time(home):
    status, headers, body = ask(StaticCache(goes_on, home), "/")
    assert (status, gzip.decompress(body)) == (200, (home / "index.html").read_bytes())
    assert headers["content-type"].startswith("text/html")
    assert headers["cache-control"] == "no-cache"


def test_a_font_is_not_compressed_again(home):
    status, headers, body = ask(StaticCache(goes_on, home), "/static/media/letters.ghi.woff2")
    assert (status, body) == (200, FONT)
    assert "content-encoding" not in headers


def test_head_tells_the_length_and_sends_nothing(home):
    app = StaticCache(goes_on, home)
    _, whole, body = ask(app, "/static/js/first.abc.js")
    assert ask(app, "/static/js/first.abc.js", "HEAD") == (200, whole, b"")
    assert int(whole["content-length"]) == len(body)


@pytest.mark.parametrize(
    "question",
    [
        {"path": "/matmul"},
        {"path": "/index.html"},
        {"path": "/static/js/none.js"},
        {"path": "/static/../secret.js"},
        {"path": "/static/js/../../secret.js"},
        {"path": "/static//js/first.abc.js"},
        {"path": "/static/media/picture.jkl.png"},
        {"path": "/static/js/first.abc.js", "method": "POST"},
        {"path": "/static/js/first.abc.js", "headers": ()},
        {"path": "/static/js/first.abc.js", "headers": (("accept-encoding", "identity"),)},
        {
            "path": "/static/js/first.abc.js",
            "headers": (("accept-encoding", "gzip"), ("range", "bytes=0-3")),
        },
        {"path": "", "kind": "lifespan"},
        {"path": "", "kind": "websocket"},
    ],
    ids=str,
)
def test_everything_else_is_streamlits(home, question):
    assert ask(StaticCache(goes_on, home), **question)[0] == 0


def test_the_server_sends_streamlits_page_with_its_policy(server):
    answer = play(Http(server.url).get("/"))
    assert (answer.status, answer.body) == (200, (HOME / "index.html").read_bytes())
    assert "script-src 'self' blob:" in answer.headers["content-security-policy"]


def test_the_server_sends_streamlits_files_as_they_are(server):
    for file in [*sorted((HOME / "static" / "js").glob("*.js"))[:3], *HOME.glob("static/css/*")]:
        answer = play(Http(server.url).get(f"/{file.relative_to(HOME).as_posix()}"))
        assert (answer.status, answer.body) == (200, file.read_bytes())
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["x-content-type-options"] == "nosniff"
