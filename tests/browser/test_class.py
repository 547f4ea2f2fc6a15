"""A class, live: a teacher and students who follow, roam, are asked, and are told."""

import asyncio
import csv
import re
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, expect

from benchmarks.class_tab import SECONDS, ClassTab
from lesson.asking.question import read_question, right_value
from lesson.mistakes.wrong import wrong_ways
from lesson.state import Filter, Lesson
from lesson.vocabulary import vocabulary
from lesson.worked import Worked
from tests.browser.stage_page import FIRST_PICTURE, StagePage, open_stage

LESSON = Lesson(source="edge", size=6, filters=(Filter("sobel_x"),), pad=(0, 0, 0, 0))
QUERY = "in=edge&size=6&pad=0&view=dW"
CELL = "dW[0,0,1,0]"


class Student:
    """Somebody who opened the short address."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.stage = StagePage(page)
        page.goto(address)
        expect(page.get_by_test_id("room-code")).to_be_visible(timeout=FIRST_PICTURE)

    def button(self, name: str):
        return self.page.locator(".conv-lab-class").get_by_role("button", name=name, exact=True)

    @property
    def box(self):
        return self.page.locator(".conv-lab-class form.answer")

    def expect_at(self, path: str, step: int) -> None:
        expect(self.page).to_have_url(re.compile(rf"{path}\?.*room="), timeout=FIRST_PICTURE)
        expect(self.stage.root).to_have_attribute("data-step", str(step), timeout=FIRST_PICTURE)

    def answer(self, text: str) -> None:
        self.box.get_by_role("textbox").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.box.get_by_role("textbox")).to_be_hidden()
        expect(self.box).to_contain_text(text)


class Classmate:
    """A student of whom no picture is needed: the class channel alone."""

    def __init__(self, loop: asyncio.AbstractEventLoop, url: str, room: str) -> None:
        self._loop, self.tab = loop, ClassTab(url, room)
        self.waits(self.tab.join())

    def waits(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(2 * SECONDS)

    def answer(self, text: str, vote: int) -> None:
        self.waits(self.tab.until(lambda now: now["question"] and now["question"]["vote"] == vote))
        assert self.waits(self.tab.answer(text))["accepted"]


@contextmanager
def beside_the_browser() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop in a thread of its own: Playwright's is in this one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def says(number: float) -> str:
    """As a student with a true minus would see it again."""
    return repr(float(number)).replace("-", "\N{MINUS SIGN}")


def test_one_teacher_and_three_students(app_url, open_context, tmp_path):
    with beside_the_browser() as loop:
        a_lesson(app_url, open_context, tmp_path, loop)


def a_lesson(app_url, open_context, tmp_path, loop):
    worked = Worked(LESSON)
    right = right_value(read_question(CELL), worked)
    assert isinstance(right, float)
    mean = dict((slip.id, array) for slip, array in wrong_ways("dW", worked))["mean-dW"]
    wrong = mean[read_question(CELL).cell]

    # the teacher starts where the lesson is, which is in the middle of its film
    page = open_context(accept_downloads=True).new_page()
    teacher = open_stage(page, f"{app_url}/backward", f"?{QUERY}&step=3", begin=False)
    teacher.expect_step(3)
    page.get_by_role("button", name="Start a class").click()
    bar = page.locator(".conv-lab-class")
    code = page.get_by_test_id("room-code")
    expect(code).to_have_text(re.compile(r"[2-9A-HJ-NP-Z]{5}"), timeout=FIRST_PICTURE)
    room = code.inner_text()
    expect(page).to_have_url(re.compile(f"room={room}"))
    expect(bar.locator(".qr svg")).to_be_visible()
    expect(bar).to_contain_text(f"/j/{room}")
    deed = lambda name: bar.get_by_role("button", name=name, exact=True)  # noqa: E731
    deed("QR code").click()

    # follow: page, lesson, step and pointing, each in its own language
    phone = Student(
        open_context(viewport={"width": 390, "height": 844}, locale="ja-JP").new_page(),
        f"{app_url}/j/{room}",
    )
    other = Student(open_context().new_page(), f"{app_url}/?room={room.lower()}")
    expect(page.get_by_test_id("room-present")).to_have_text("2")
    for one in (phone, other):
        one.expect_at("/backward", 3)
    teacher.key("Home")
    teacher.key("ArrowRight")
    teacher.key("ArrowRight")
    for one in (phone, other):
        one.expect_at("/backward", 1)
        expect(one.stage.root).to_have_attribute("data-done", "2")
    expect(phone.page.locator("html[lang=ja]")).to_have_count(1)
    expect(phone.button("自由に見る")).to_be_visible()

    # roam, and the call back
    other.button("Roam").click()
    other.stage.key("End")
    other.stage.expect_step(15)
    teacher.key("ArrowRight")
    phone.stage.expect_step(2)
    other.stage.expect_step(15)
    deed("Call back").click()
    other.stage.expect_step(2)
    expect(other.button("Roam")).to_be_enabled()

    # eyes up
    deed("Eyes up").click()
    expect(phone.page.get_by_text("顔を上げて、前を見てください。")).to_be_visible()
    deed("Eyes up").click()
    expect(phone.page.get_by_text("顔を上げて、前を見てください。")).to_be_hidden()

    # the last step asks for all of dW
    teacher.key("End")
    teacher.key("q")
    expect(deed("Close")).to_be_visible()
    expect(bar.locator(".told")).to_contain_text("0 of 2")
    for one in (phone, other):
        expect(one.stage.root).to_have_attribute("data-held", "true")
        expect(one.box).to_contain_text(CELL)
    phone.answer(says(right))
    expect(bar.locator(".told")).to_contain_text("1 of 2")

    # one answers without a connection, one comes late
    other.page.context.set_offline(True)
    other.page.evaluate("globalThis['conv-lab-classroom'].classroom.channel.socket.close()")
    expect(other.page.locator(".conv-lab-class .mark")).not_to_have_attribute("data-link", "open")
    other.box.get_by_role("textbox").fill(says(wrong))
    other.page.keyboard.press("Enter")
    other.page.context.set_offline(False)
    expect(other.page.locator(".conv-lab-class .mark")).to_have_attribute("data-link", "open")
    expect(bar.locator(".told")).to_contain_text("2 of 2")
    expect(page.get_by_test_id("answers")).to_be_hidden()
    heat_maps = page.get_by_text(vocabulary("en")("backward.charts"), exact=True)
    expect(heat_maps).to_be_hidden()  # they would tell
    late = Classmate(loop, app_url, room)
    late.answer("7", vote=1)
    expect(bar.locator(".told")).to_contain_text("3 of 3")
    other.page.reload()  # which changes nothing
    other.expect_at("/backward", 15)
    expect(other.stage.root).to_have_attribute("data-held", "true")
    expect(other.box).to_contain_text(says(wrong), timeout=FIRST_PICTURE)
    deed("Close").click()
    deed("Ask again").click()
    for one, text in ((phone, right), (other, wrong)):
        expect(one.box.get_by_role("textbox")).to_be_visible()
        one.answer(says(text))
    late.answer(says(right), vote=2)
    deed("Close").click()
    deed("Show").click()

    # bars, both votes, in words; and what was wrong in one's own
    bars = page.get_by_test_id("answers")
    expect(bars.locator("[data-mistake=right]")).to_have_attribute("data-count", "2")
    expect(bars.locator("[data-mistake=right]")).to_have_attribute("data-first", "1")
    expect(bars.locator("[data-mistake=mean-dW]")).to_have_attribute("data-count", "1")
    expect(bars.locator("[data-mistake=other]")).to_have_attribute("data-count", "0")
    expect(other.box).to_have_attribute("data-kind", "wrong")
    expect(phone.box).to_have_attribute("data-kind", "right")
    for stage in (teacher, phone.stage, other.stage):
        expect(stage.root).to_have_attribute("data-held", "false")
    deed("Go on").click()
    expect(phone.box).to_be_hidden()
    expect(heat_maps).to_be_visible()

    # the tab is the teacher's after a reload, too
    page.reload()
    expect(code).to_have_text(room, timeout=FIRST_PICTURE)
    expect(deed("Ask this cell")).to_be_visible(timeout=FIRST_PICTURE)

    # another lesson is followed, and Back leaves no one behind
    page.get_by_test_id("stTopNav").get_by_role("link", name="Sliding filter").click()
    for one in (phone, other):
        expect(one.page).to_have_url(re.compile(rf"/\?.*room={room}"), timeout=FIRST_PICTURE)
        expect(one.stage.root).to_be_visible(timeout=FIRST_PICTURE)
    page.go_back()
    for one in (phone, other):
        one.expect_at("/backward", 15)
    expect(page.get_by_test_id("room-code")).to_have_text(room)

    # the end: the answers without names, and nothing is left
    bar.get_by_label("More").click()
    deed("End the class").click()
    with page.expect_download() as got:
        deed("Download answers (CSV)").click()
    got.value.save_as(tmp_path / "class.csv")
    rows = list(csv.reader((tmp_path / "class.csv").open()))
    assert rows[0] == ["number", "question", "answer", "mistake", "vote"]
    assert sorted((row[3], row[4]) for row in rows[1:]) == sorted(
        [("right", "1"), ("mean-dW", "1"), ("other", "1"), ("right", "2"), ("right", "2"),
         ("mean-dW", "2")]
    )  # fmt: skip
    deed("End and delete").click()
    for one in (phone, other):
        expect(one.page.locator(".conv-lab-class .trouble")).to_be_visible()
    late.waits(late.tab.hear("ended"))
    late.waits(late.tab.close())
    other.button("Leave the class").click()
    expect(other.page).not_to_have_url(re.compile("room="))
    other.page.goto(f"{app_url}/?room={room}")
    expect(other.page.get_by_text("There is no class of this code")).to_be_visible(
        timeout=FIRST_PICTURE
    )
