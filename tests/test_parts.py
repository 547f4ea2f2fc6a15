"""A real part that is missing is told: CI fails, elsewhere a test says what to install."""

import pytest

from scripts.parts import PARTS, found
from tests.parts import need


def test_a_missing_part_is_never_passed_over_in_silence(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install nginx"):
        need(None, "apt-get install nginx")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="apt-get install nginx"):
        need(None, "apt-get install nginx")
    need("/usr/sbin/nginx", "apt-get install nginx")


def test_it_looks_for_what_the_tests_start():
    assert {names[0] for names in PARTS.values()} == {"nginx", "redis-server"}
    assert found(("sh",))
    assert found(("no-such-program", "sh"))
    assert found(("no-such-program",)) is None
