"""The lesson's filters on a photograph at its own size."""

from ui.closing import closing
from ui.frame import open_page
from ui.photo import photo_page
from ui.viewer import viewer_code

words = open_page("photo", photo_page, code=viewer_code, whole=True)
closing(words, "try_photo")
