"""The app itself has the channel, the short address and the CSV."""

import asyncio
import re

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.class_tab import ClassTab
from benchmarks.plain_http import Http
from benchmarks.tab import Tab
from tests.server.conftest import assert_unharmed, play


def test_a_class_beside_the_pages(server):
    async def scene():
        page = Tab(server.url)
        await page.open()
        teacher = ClassTab(server.url)
        await teacher.make(page="backward")
        assert re.fullmatch("[2-9A-HJ-NP-Z]{5}", teacher.room)
        students = [ClassTab(server.url, teacher.room) for _ in range(5)]
        await asyncio.gather(*(student.join() for student in students))
        await teacher.until(lambda state: state["present"] == 5)
        await teacher.say("step", step=7, filter=0)
        for student in students:
            await student.until(lambda state: state["step"]["step"] == 7)
        answer = await Http(server.url).get(f"/j/{teacher.room}")
        assert answer.headers["location"] == f"/backward?room={teacher.room}"
        csv = await Http(server.url).ask(
            "POST", f"/class/csv?room={teacher.room}",
            headers={"Authorization": f"Bearer {teacher.token}"},
        )  # fmt: skip
        assert csv.status == 200
        assert csv.headers["cache-control"] == "no-store"
        await teacher.say("end")
        for tab in (teacher, *students):
            await tab.hear("ended")
        await page.change("Stride", 3)
        assert_unharmed(page)
        await page.close()
        log = server.log()
        for private in (teacher.room, teacher.token, teacher.key, students[0].key):
            assert private not in log

    play(scene())


def test_a_page_from_elsewhere_gets_no_channel(server):
    with pytest.raises(InvalidStatus, match="403"):
        play(ClassTab(server.url).open(origin="https://evil.example"))
