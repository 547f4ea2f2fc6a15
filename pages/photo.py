"""The lesson's filters on a photograph at its own size."""

from ui.closing import closing
from ui.frame import open_page
from ui.photo.page import is_large, photo_page

words = open_page("photo", photo_page, is_large)
closing(words, "photo")
