"""The link to hand out leads others to this machine."""

import os
import runpy
import sys

import pytest

from lesson.state import Lesson
from tests.conftest import REPO
from ui.visit.shared_link import CLASS_ADDRESS, shared_link

LESSON = Lesson(stride=(2, 2))


@pytest.mark.parametrize(
    ("opened", "shared"),
    [
        ("http://localhost:8501/matmul", "http://192.0.2.7:8501/matmul?stride=2"),
        ("http://127.0.0.1:8501", "http://192.0.2.7:8501/?stride=2"),
        ("http://[::1]:8501/", "http://192.0.2.7:8501/?stride=2"),
        ("http://lab.localhost:8501/photo", "http://192.0.2.7:8501/photo?stride=2"),
        # through a proxy, or by the address of the class
        ("http://localhost/lab/matmul", "http://localhost/lab/matmul?stride=2"),
        ("http://localhost:8080/", "http://localhost:8080/?stride=2"),
        ("https://lab.example.org/", "https://lab.example.org/?stride=2"),
        ("http://192.0.2.99:8501/", "http://192.0.2.99:8501/?stride=2"),
    ],
)
def test_opened_on_the_servers_own_machine_the_link_carries_the_class_address(
    opened, shared, monkeypatch
):
    monkeypatch.setenv(CLASS_ADDRESS, "http://192.0.2.7:8501")
    assert shared_link(LESSON, opened) == shared


def test_where_no_class_can_come_the_link_is_what_the_browser_used(monkeypatch):
    monkeypatch.delenv(CLASS_ADDRESS, raising=False)
    assert shared_link(LESSON, "http://localhost:8501/") == "http://localhost:8501/?stride=2"


@pytest.fixture
def make_run(monkeypatch):
    """Does all of `make run` but the start; gives what the app finds in its environment."""

    class Started(Exception):
        pass

    def start(*_):
        raise Started

    def run(address="", lan=None, **environment):
        monkeypatch.setattr(os, "environ", environment)
        monkeypatch.setattr(os, "execv", start)
        monkeypatch.setattr(sys, "argv", ["start.py", "--port", "8600", "--address", address])
        start_app = runpy.run_path(str(REPO / "scripts" / "start.py"))
        start_app["main"].__globals__["lan_address"] = lambda: lan
        with pytest.raises(Started):
            start_app["main"]()
        return environment

    return run


@pytest.mark.parametrize(
    ("address", "lan"), [("", "192.0.2.7"), ("127.0.0.1", "192.0.2.7"), ("", None)]
)
def test_make_run_tells_the_app_what_it_prints(address, lan, make_run, capsys):
    told = make_run(address, lan).get(CLASS_ADDRESS)
    assert told == ("http://192.0.2.7:8600" if lan and not address else None)
    assert told is None or told in capsys.readouterr().out


@pytest.mark.parametrize("named", [{}, {"FORWARDED_ALLOW_IPS": "192.0.2.1"}])
def test_make_run_believes_no_proxy_but_one_that_is_named(make_run, named):
    assert make_run(**named)["FORWARDED_ALLOW_IPS"] == named.get("FORWARDED_ALLOW_IPS", "")
