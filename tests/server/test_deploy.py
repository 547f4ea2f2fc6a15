"""The files for running it for real say what the app needs."""

import re
import tomllib

import pytest

from server.fd_limit import WANTED
from tests.conftest import REPO

NGINX = (REPO / "deploy" / "nginx.conf").read_text()
UNIT = (REPO / "deploy" / "convlab@.service").read_text()
DOCKER = (REPO / "Dockerfile").read_text()
COMPOSE = (REPO / "compose.yaml").read_text()


def test_a_largest_file_passes_nginx_with_the_form_around_it():
    settings = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text())
    limits = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert limits == [str(settings["server"]["maxUploadSize"] + 1)]


@pytest.mark.parametrize("text", [f"LimitNOFILE={WANTED}", "MemoryMax=2G", "Restart=always"])
def test_the_unit_grants(text):
    assert text in UNIT


def test_the_containers_grant_as_many_files():
    assert COMPOSE.count(f"nofile: {WANTED}") == 2


def test_every_command_starts_the_server_of_a_class():
    start = (REPO / "scripts" / "start.py").read_text()
    for place in (UNIT, DOCKER, start):
        assert re.search(r"run\W+serve\.py", place)


def test_the_image_holds_every_folder_that_the_app_imports():
    copied = set(re.findall(r"^COPY (\w+) \1$", DOCKER, re.MULTILINE))
    assert copied == {"conv_core", "store", "lesson", "ui", "pages", "server"}
    wanted = {line[1:] for line in (REPO / ".dockerignore").read_text().split() if line[0] == "!"}
    assert copied | {"app.py", "serve.py", "requirements.txt", "deploy"} <= wanted


def test_no_secret_is_written_down():
    for text in (UNIT, DOCKER, COMPOSE):
        assert not re.search(r"SECRET\W{1,3}[0-9a-f]{16}", text)


def test_brackets_and_ends_of_the_nginx_configuration_match():
    code = re.sub(r"#.*|\"[^\"]*\"|'[^']*'", "", NGINX)
    assert code.count("{") == code.count("}")
    for line in filter(None, map(str.strip, code.splitlines())):
        assert line[-1] in "{};", line
