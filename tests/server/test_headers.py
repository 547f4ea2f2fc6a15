"""What every answer tells the browser."""

from pathlib import Path

import pytest
import streamlit

from benchmarks.plain_http import Http
from server.headers import content_policy, inline_hashes
from tests.server.conftest import play
from ui.page.embedding import embedding_sites

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"


def rules(policy: str) -> dict[str, set[str]]:
    return {name: set(rest) for name, *rest in map(str.split, policy.split(";"))}


@pytest.mark.parametrize(
    "path", ["/", "/matmul", "/_stcore/health", "/favicon.png", "/no/such/page", "/media/none"]
)
def test_every_answer_carries_them(server, path):
    answer = play(Http(server.url).get(path))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert rules(answer.headers["content-security-policy"])["default-src"] == {"'self'"}


def test_the_policy_names_this_host_and_no_other(server):
    policy = rules(play(Http(server.url).get("/")).headers["content-security-policy"])
    host = Http(server.url).host
    named = {place for places in policy.values() for place in places if "://" in place}
    assert named == {f"ws://{host}", f"wss://{host}"}
    assert "'unsafe-eval'" not in policy["script-src"]
    assert "'unsafe-inline'" not in policy["script-src"]


def test_streamlits_own_inline_script_may_run():
    text = PAGE.read_text()
    assert inline_hashes(text).count("'sha256-") == text.count("<script>") >= 1


@pytest.mark.parametrize(
    "host", ["evil.example; script-src *", "a b", "a\r\nx: y", "a,b", "", "x" * 9 + "'"]
)
def test_a_host_cannot_smuggle_in_a_rule(host):
    assert rules(content_policy(host, ""))["connect-src"] == {"'self'", "blob:", "data:"}


@pytest.mark.parametrize("host", ["localhost:8501", "lab.school.example", "[::1]:8501", "10.0.0.7"])
def test_a_plain_host_may_be_talked_to(host):
    assert f"wss://{host}" in rules(content_policy(host, ""))["connect-src"]


def test_nobody_else_may_embed_unless_the_setting_names_them(server):
    usual = rules(play(Http(server.url).get("/")).headers["content-security-policy"])
    assert usual["frame-ancestors"] == {"'self'"}
    sites = embedding_sites(" https://moodle.example,http://10.0.0.7:8000  ")
    policy = rules(content_policy("lab.example", "", sites))
    assert policy["frame-ancestors"] == {
        "'self'", "https://moodle.example", "http://10.0.0.7:8000",
    }  # fmt: skip
    assert embedding_sites("") == []


@pytest.mark.parametrize(
    "told", ["*", "moodle.example", "https://a.example/path", "https://a; script-src *", "https:"]
)
def test_a_site_that_is_no_origin_stops_the_server_with_the_way_out(told):
    with pytest.raises(ValueError, match=r"CONVLAB_EMBED.*https://moodle\.example"):
        embedding_sites(told)
