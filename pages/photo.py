"""The lesson's filters on a photograph at its own size."""

from ui import session
from ui.closing import closing
from ui.frame import open_page
from ui.photo import photo_page

lesson, words = open_page("photo")
photo_page(lesson, words)
closing(words, "try_photo")
session.write_address()
