"""Which pages there are, in the order of the navigation; which scenes, says ``lessons.js``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lesson.state import Lesson
from lesson.worked import Worked
from ui.backward.controls import PICTURES
from ui.backward.controls import view_of as backward_view
from ui.backward.payload import backward_payload
from ui.code.component import listing_code
from ui.matmul.controls import view_of as matmul_view
from ui.matmul.payload import BARE, VIEWS, kind_of, matmul_payload
from ui.photo.viewer.component import viewer_code
from ui.slide.payload import VIEW, slide_payload
from ui.stage.component import stage_code

Payload = Callable[[Worked, str, dict[str, Any]], bytes]
Code = Callable[[Lesson], dict[str, Callable[[], None]]]


@dataclass(frozen=True)
class Page:
    """One page of the app.

    Parameters
    ----------
    script : str
        File that draws it.
    address : str
        What stands in the browser behind the host; "" for the first page.
    icon : str
    views : tuple of str
        Pictures that its stage shows; none for a page without a stage.
    payload : function (worked, view, seek), optional
        What the stage gets for one of the views.
    picture : str
        Key of the component that the page is about; empty for a page without a picture.
    code : function (lesson)
        What sends the code that the picture needs: name -> function.
    controls : bool
        Whether the page shows the learner's lesson. If not, the side bar has no controls of it.
    """

    script: str
    address: str
    icon: str
    views: tuple[str, ...] = ()
    payload: Payload | None = None
    picture: str = "stage"
    code: Code = lambda lesson: {}
    controls: bool = True


PAGES = {
    "slide": Page(
        "pages/slide.py",
        "",
        ":material/filter_center_focus:",
        (VIEW,),
        slide_payload,
        code=lambda _: stage_code(VIEW),
    ),
    "matmul": Page(
        "pages/matmul.py",
        "matmul",
        ":material/table_rows:",
        (*VIEWS, BARE),
        matmul_payload,
        code=lambda lesson: stage_code(kind_of(matmul_view(lesson))),
    ),
    "backward": Page(
        "pages/backward.py",
        "backward",
        ":material/undo:",
        tuple(view for variants in PICTURES.values() for view in variants),
        backward_payload,
        code=lambda lesson: stage_code(backward_view(lesson)),
    ),
    "code": Page(
        "pages/code.py",
        "code",
        ":material/code:",
        picture="listing",
        code=lambda _: {"listing": listing_code},
    ),
    "photo": Page(
        "pages/photo.py",
        "photo",
        ":material/photo_library:",
        picture="viewer",
        code=lambda _: {"viewer": viewer_code},
    ),
    "practice": Page(
        "pages/practice.py", "practice", ":material/exercise:", picture="", controls=False
    ),
}
"""By the page's id, which also names its words."""
