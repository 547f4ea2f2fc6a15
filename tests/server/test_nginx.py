"""The nginx configuration of ``deploy/``, with a real nginx and two processes."""

import asyncio
import re

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.behind_nginx import two_behind_nginx
from benchmarks.canary import canary_name, canary_png
from benchmarks.class_tab import ClassTab
from benchmarks.plain_http import Http
from benchmarks.tab import Tab
from tests.parts import need_part
from tests.server.conftest import assert_unharmed, play

STUDENTS = 10


@pytest.fixture(scope="module")
def behind():
    need_part("nginx-light")
    with two_behind_nginx(compress=False) as running:
        yield running


def test_each_browser_stays_with_its_process_and_both_get_some(behind):
    url, _, _ = behind

    async def student(number: int) -> str:
        tab = Tab(url)
        await tab.open()
        for _ in range(2):  # a process that did not know the session would answer 400
            answer = await tab.upload("Upload an image", canary_name(number), canary_png(number))
            assert answer.status == 204
        assert tab.value("Input") == "My picture"
        assert_unharmed(tab)
        await tab.close()
        return tab.http.cookies["lab"]

    async def school() -> set[str]:
        return {await student(number) for number in range(STUDENTS)}

    assert play(school()) == {"a", "b"}


def test_a_process_that_dies_hands_its_tabs_to_the_other(behind):
    url, servers, _ = behind

    async def scene() -> None:
        tabs = [Tab(url) for _ in range(6)]
        for tab in tabs:
            await tab.open()
            await tab.change("Stride", 3)
        servers[0].process.kill()
        await asyncio.sleep(0.2)
        for tab in tabs:
            if tab.closed:
                await tab.come_back()
            await tab.change("Padding", 2)
            assert (tab.value("Stride"), tab.value("Padding")) == (3, 2)
            assert_unharmed(tab)
            await tab.close()

    try:
        play(scene())
    finally:
        servers[0].process.wait()
        servers[0].start()


def test_a_class_is_one_class_on_both_processes(behind):
    url, servers, folder = behind

    async def scene() -> None:
        teacher = ClassTab(url)
        await teacher.make()
        students = [ClassTab(url, teacher.room) for _ in range(8)]
        for student in students:
            await student.join()
        direct = [ClassTab(server.url, teacher.room) for server in servers]
        for tab in direct:  # each of the two, whomever nginx has chosen for the others
            await tab.join()
        await teacher.until(lambda state: state["present"] == 10)
        await teacher.say("step", step=4, filter=0)
        for tab in (*students, *direct):
            await tab.at_step(4)
        await teacher.say("end")
        for tab in (teacher, *students, *direct):
            assert await tab.gone() == 1000
        stranger = ClassTab(url)
        with pytest.raises(InvalidStatus, match="403"):
            await stranger.open(origin="https://evil.example")
        assert teacher.room not in (folder / "convlab.log").read_text()

    play(scene())


def test_static_files_come_from_nginx_for_a_year(behind):
    url, _, folder = behind
    file = next((folder / "static" / "js").glob("index.*.js"))
    answer = play(Http(url).get(f"/static/js/{file.name}"))
    assert answer.status == 200
    assert answer.body == file.read_bytes()
    assert "immutable" in answer.headers["cache-control"]
    assert play(Http(url).get("/static/js/no-such.js")).status == 404


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_is_not_for_visitors_is_not_there(behind, path):
    assert play(Http(behind[0]).get(path)).status == 404


def test_the_policy_names_the_host_that_the_browser_asked(behind):
    http = Http(behind[0])
    policy = play(http.get("/")).headers["content-security-policy"]
    assert f"ws://{http.host}" in policy


def test_a_flood_of_files_is_turned_away_and_others_are_not(behind):
    async def scene() -> tuple[list[int], int]:
        tab, other = Tab(behind[0]), Tab(behind[0])
        await tab.open()
        await other.open()
        place = (await tab.places(["a.png"]))[0]
        flood = [(await tab.put(place.upload_url, "a.png", b"x")).status for _ in range(40)]
        answer = await other.upload("Upload an image", "b.png", canary_png(1))
        await tab.close()
        await other.close()
        return flood, answer.status

    flood, other = play(scene())
    assert set(flood) == {204, 429}
    assert flood[:10] == [204] * 10
    assert other == 204


def test_the_log_of_nginx_holds_nothing_of_a_visitors(behind):
    url, _, folder = behind

    async def visit() -> None:
        tab = Tab(url)
        await tab.open()
        await tab.upload("Upload an image", "99999.png", canary_png(1))
        await tab.http.ask("GET", "/?x=t1x1x1_77777", headers={"Referer": f"{url}/?x=88888"})
        await tab.close()

    play(visit())
    log = (folder / "convlab.log").read_text()
    assert re.search(r" 200 [\d.]+ GET /$", log, re.MULTILINE)
    for private in ("77777", "88888", "99999", "upload_file"):
        assert private not in log
