"""The page of the code: slips from the menu, one to be found, and the ways to other pages."""

import json

from lesson.mistakes.hidden import is_hidden, slip_in
from lesson.questions import questions_of
from lesson.worked import Worked
from tests.pages.visits import Visit

PAGE = "pages/code.py"


def test_a_slip_from_the_menu_is_in_the_link_and_goes_again():
    visit = Visit(PAGE, **{"in": "edge", "pad": "0"})
    visit.set("Put a slip in", "overwrite")
    assert visit.lesson.slip == visit.address["slip"] == "overwrite"
    visit.set("Put a slip in", "none")
    assert visit.lesson.slip == ""
    assert "slip" not in visit.address


def test_a_slip_to_be_found_matters_and_is_not_named():
    visit = Visit(PAGE, **{"in": "edge", "pad": "0", "line": "7"})
    visit.press("Find the slip")
    assert is_hidden(visit.lesson.slip)
    assert visit.lesson.line == 0
    slip = slip_in(Worked(visit.lesson))
    assert slip is not None
    assert slip.id not in json.dumps(visit.address)


def test_a_slip_that_needs_two_strides_says_why_it_is_not_in_the_listing():
    visit = Visit(PAGE, **{"in": "edge", "pad": "0", "stride": "3", "slip": "stride-other"})
    assert "one stride for both axes, 3" in visit.texts()
    visit = Visit(PAGE, **{"in": "edge", "pad": "0", "stride": "3x1", "slip": "stride-other"})
    assert "one stride for both axes" not in visit.texts()


def test_slips_and_lines_survive_other_pages():
    visit = Visit(PAGE, slip="flip", line="31", loops="1")
    for page in ("slide", "matmul", "backward", "photo", "code"):
        visit.app.switch_page(f"pages/{page}.py")
        visit.run()
        assert (visit.lesson.slip, visit.lesson.line, visit.lesson.loops) == ("flip", 31, True)


def test_the_group_that_is_shown_is_named():
    visit = Visit(PAGE, colour="rgb", f="box~box~box", groups="3", filter="2")
    assert "Group 2 of 3" in visit.texts()


def test_every_question_is_answered_at_a_line():
    assert [one.name for one in questions_of("code")] == ["shapes", "slip", "memory", "own"]
    assert all(one.answer("en").line for one in questions_of("code"))
