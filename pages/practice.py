"""Practice: ten questions about small layers."""

from lesson.practice.run import spell_run
from ui.frame import open_page
from ui.practice.page import practice_page
from ui.practice.sheet import open_sheet

kept = spell_run(open_sheet().course.run)
open_page("practice", practice_page, beside=kept)
