"""Which pages there are, in the order of the navigation; which scenes, says ``lessons.js``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lesson.worked import Worked
from ui.backward.controls import PICTURES
from ui.backward.payload import backward_payload
from ui.matmul.payload import BARE, VIEWS, matmul_payload
from ui.slide.payload import VIEW, slide_payload

Payload = Callable[[Worked, str, dict[str, Any]], bytes]


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
    """

    script: str
    address: str
    icon: str
    views: tuple[str, ...] = ()
    payload: Payload | None = None
    picture: str = "stage"


PAGES = {
    "slide": Page("pages/slide.py", "", ":material/filter_center_focus:", (VIEW,), slide_payload),
    "matmul": Page(
        "pages/matmul.py", "matmul", ":material/table_rows:", (*VIEWS, BARE), matmul_payload
    ),
    "backward": Page(
        "pages/backward.py",
        "backward",
        ":material/undo:",
        tuple(view for variants in PICTURES.values() for view in variants),
        backward_payload,
    ),
    "code": Page("pages/code.py", "code", ":material/code:", picture="listing"),
    "photo": Page("pages/photo.py", "photo", ":material/photo_library:", picture="viewer"),
    "practice": Page("pages/practice.py", "practice", ":material/exercise:", picture=""),
}
"""By the page's id, which also names its words."""
