"""The lesson's filters on a photograph at its own size."""

from ui.closing import closing
from ui.frame import open_page
from ui.photo import photo_page

lesson, words = open_page("photo")
photo_page(lesson, words)
closing(lesson, words, "try_photo")
