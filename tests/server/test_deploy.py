"""The files for running it for real say what the app needs."""

import re
import tomllib
from ipaddress import ip_network

import pytest
import yaml  # type: ignore[import-untyped]

from server.fd_limit import WANTED
from server.live.routes import CHANNEL
from store.class_places import PLACE
from tests.conftest import REPO

NGINX = (REPO / "deploy" / "nginx.conf").read_text()
UNIT = (REPO / "deploy" / "convlab@.service").read_text()
DOCKER = (REPO / "Dockerfile").read_text()
COMPOSE = (REPO / "compose.yaml").read_text()

PROXIES = "FORWARDED_ALLOW_IPS"


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


def test_a_class_passes_nginx_as_a_websocket_that_may_be_quiet():
    found = re.search(rf"location = {CHANNEL} \{{(.*?)\}}", NGINX, re.DOTALL)
    assert found
    for line in ("proxy_pass http://lab_$lab;", "proxy_read_timeout 1h;", "access_log off;"):
        assert line in found[1]
    for header in ("Upgrade $http_upgrade", "Connection $lab_connection", "Host $http_host"):
        assert f"proxy_set_header {header};" in NGINX


def test_the_word_of_the_proxy_and_of_nobody_else_says_where_a_visitor_comes_from():
    # codes are guessed by address
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX
    assert f"Environment={PROXIES}=127.0.0.1\n" in UNIT
    assert f'ENV {PROXIES}=""' in DOCKER
    for name in ("app-a", "app-b"):
        app = yaml.safe_load(COMPOSE)["services"][name]
        assert app["networks"] == ["inside"]
        assert "ports" not in app
        believed = app["environment"][PROXIES].split(",")
        assert all(ip_network(one).is_private for one in believed)


def test_docker_keeps_classes_in_a_redis_that_forgets_nothing_and_keeps_no_copy():
    base = yaml.safe_load(COMPOSE)["services"]
    more = yaml.safe_load((REPO / "compose.redis.yaml").read_text())["services"]
    for name in ("app-a", "app-b"):
        assert name in base
        assert more[name]["environment"][PLACE] == "redis://classes:6379/0"
    words = more["classes"]["command"]
    assert words[words.index("--appendonly") + 1] == "yes"
    assert words[words.index("--save") + 1] == ""
    assert more["classes"]["networks"] == ["inside"]
    assert "requirements-redis.txt" in DOCKER


def test_kubernetes_has_what_a_class_needs():
    found = yaml.safe_load_all((REPO / "deploy" / "kubernetes.yaml").read_text())
    parts = {(one["kind"], one["metadata"]["name"]): one for one in found}
    app = parts["Deployment", "convlab"]["spec"]
    assert app["replicas"] >= 2
    (box,) = app["template"]["spec"]["containers"]
    given = {one["name"]: one.get("value") for one in box["env"]}
    assert ip_network(given[PROXIES]).is_private
    redis = parts["StatefulSet", "convlab-classes"]["spec"]["template"]["spec"]["containers"][0]
    assert given[PLACE] == f"redis://convlab-classes:{redis['ports'][0]['containerPort']}/0"
    assert parts["Service", "convlab-classes"]["spec"]["selector"] == {"app": "convlab-classes"}
    assert box["readinessProbe"]["httpGet"]["path"] == "/_stcore/health"
    assert set(box["resources"]["limits"]) == {"cpu", "memory"}
    words = redis["args"]
    assert words[words.index("--appendonly") + 1] == "yes"
    assert words[words.index("--save") + 1] == ""
    notes = parts["Ingress", "convlab"]["metadata"]["annotations"]
    about = {name.rpartition("/")[2]: value for name, value in notes.items()}
    assert about["affinity"] == "cookie"
    assert int(about["proxy-read-timeout"]) >= 3600
    mounted = {one["mountPath"] for one in box["volumeMounts"]}
    assert given["CONVLAB_STORE"].rpartition("/")[0] in mounted
