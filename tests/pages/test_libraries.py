"""The code of a picture comes when it is first shown, and stays as the visit goes on."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lesson.state import Lesson
from tests.pages.visits import Visit
from tests.ui.component.messages import unpack
from tests.ui.pictures import payloads
from ui.lessons import PAGES
from ui.stage.component import SCENES


def components(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        proto = getattr(child, "proto", None)
        if hasattr(proto, "component_name"):
            yield proto
        yield from components(child)


def sent(visit: Visit) -> dict[str, bytes]:
    """Code of the stage and its pictures: name -> the message that brings it."""
    return {
        proto.component_name.removeprefix("conv_lab_"): proto.SerializeToString(deterministic=True)
        for proto in components(visit.app._tree)
        if proto.component_name.startswith("conv_lab_stage_")
    }


def go(visit: Visit, page: str) -> None:
    visit.app.switch_page(PAGES[page].script)
    visit.run()


def test_a_page_sends_the_code_of_its_picture_and_of_no_other():
    visit = Visit()
    assert list(sent(visit)) == ["stage_code", "stage_SlideScene"]
    assert sum(map(len, sent(visit).values())) < 220_000
    # whoever goes on has the code of the first page, and of the picture asked for
    named = list(sent(Visit(PAGES["backward"].script, view="count")))
    assert named == ["stage_code", "stage_SlideScene", "stage_BackwardFold"]


def test_what_was_sent_is_the_same_on_every_page():
    visit = Visit()
    first = sent(visit)
    go(visit, "matmul")
    assert list(sent(visit)) == [*first, "stage_UnrollScene"]
    assert {name: sent(visit)[name] for name in first} == first
    before = sent(visit)
    go(visit, "photo")
    assert sent(visit) == before


def test_another_picture_of_a_page_brings_its_code_and_none_goes_while_one_stays():
    visit = Visit(PAGES["backward"].script)
    first = sent(visit)
    for view in ("learn", "count", "overwrite", "steps"):
        visit.app.session_state["lesson"] = replace(visit.lesson, view=view)
        visit.run()
    assert set(sent(visit)) - set(first) == {"stage_BackwardLearn", "stage_BackwardFold"}
    assert {name: sent(visit)[name] for name in first} == first


def test_each_view_of_a_page_brings_the_picture_that_its_data_name():
    lesson = Lesson(filters=Lesson().filters * 2)
    views = 0
    made = payloads(lesson)
    for page in PAGES.values():
        for view in page.views:
            kind = unpack(made[view])[0]["kind"]
            assert list(page.code(replace(lesson, view=view))) == ["stage", SCENES[kind].export]
            views += 1
    assert views > 15
