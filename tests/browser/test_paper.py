"""On paper: a page keeps its picture's proportions, a worksheet all its blanks and answers."""

import re
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader

from lesson.state import Filter, Lesson
from lesson.worked import Worked
from tests.browser.stage_page import open_stage

BOOK = "?in=book&pad=0&f=book&b=1&dout=ones&lang=en"


def printed(page: Page, paper: str = "A4") -> PdfReader:
    return PdfReader(BytesIO(page.pdf(format=paper, print_background=True)))


def taken(page: Page) -> tuple[str, str]:
    """Name and text of the worksheet, as soon as it is the one with the answers."""
    name = text = ""
    for _ in range(20):  # that the button has come to know of them is nowhere to be seen
        with page.expect_download() as coming:
            page.get_by_role("button", name="Worksheet", exact=True).click()
        name = coming.value.suggested_filename
        text = Path(coming.value.path()).read_text(encoding="utf-8")
        if '<section class="key">' in text:
            break
    return name, text


def test_a_page_and_its_worksheet_are_printed(tab: Page, app_url: str) -> None:
    page = tab
    stage = open_stage(page, app_url, f"{BOOK}&step=2")
    stage.button("Next step").click()
    sheet = printed(page)
    assert len(sheet.pages) == 1
    text = " ".join(sheet.pages[0].extract_text().split())
    assert "Output size" in text
    assert "Show me" not in text
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})  # paper, before anything is drawn anew
    ratio = page.locator("canvas").first.evaluate(
        "one => one.clientWidth / one.clientHeight / (one.width / one.height)"
    )
    assert abs(ratio - 1) < 0.01
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1280, "height": 720})

    page.get_by_text("Worksheet", exact=True).first.click()
    page.get_by_text("With the answers").click()
    name, file = taken(page)
    assert name == "worksheet-A.html"
    worksheet = page.context.new_page()
    worksheet.set_content(file)
    out = Worked(Lesson(source="book", pad=(0,) * 4, filters=(Filter("book", 1.0),))).out[0, 0]
    for paper in ("A4", "Letter"):
        read = printed(worksheet, paper)
        *sheets, key = (one.extract_text() for one in read.pages)
        blanks = re.findall(r'<small>(\d+)</small>|<li value="(\d+)"', file)
        numbers = [int(a or b) for a, b in blanks]
        assert numbers == [*range(1, len(numbers) + 1)]
        for number in numbers:
            assert re.search(rf"\b{number}\b", " ".join(sheets)), f"blank {number} is cut off"
        answers = re.findall(r"out\[0,0,(\d),(\d)\] = .*= (\d+)", key)
        assert len(answers) == 4
        for i, j, value in answers:
            assert float(value) == out[int(i), int(j)]
        assert not read.pages[0].extract_text().count("= 16")
    worksheet.close()
    page.get_by_text("Worksheet", exact=True).first.click()  # folded again
