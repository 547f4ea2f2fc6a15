"""A real part that is missing is told: CI fails, elsewhere a test says what to install."""

import importlib

import pytest

from scripts import parts
from tests.parts import need, need_part


def test_a_missing_part_is_never_passed_over_in_silence(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install nginx"):
        need(None, "apt-get install nginx")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="apt-get install nginx"):
        need(None, "apt-get install nginx")
    need("/usr/sbin/nginx", "apt-get install nginx")


def test_it_looks_for_what_the_tests_start():
    assert {names[0] for names in parts.PARTS.values()} == {"nginx", "redis-server"}


def test_a_part_is_found_where_it_usually_is_and_else_told(monkeypatch, tmp_path):
    monkeypatch.setattr(parts, "PARTS", {"part": ("no-such-program", "this-one")})
    monkeypatch.setattr(parts, "PLACES", str(tmp_path))
    assert parts.found("part") is None
    assert parts.missing() == ["part"]
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception), match="install part"):
        need_part("part")
    program = tmp_path / "this-one"
    program.touch(mode=0o755)
    assert parts.found("part") == str(program)
    need_part("part")


@pytest.mark.parametrize(
    ("file", "package", "made"),
    [("redis_server", "redis-server", "REDIS"), ("behind_nginx", "nginx-light", "NGINX")],
)
def test_what_is_found_is_what_is_started(file, package, made):
    assert getattr(importlib.import_module(f"benchmarks.{file}"), made) == parts.found(package)
