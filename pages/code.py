"""The layer as code: line by line, with the shapes and numbers of the lesson."""

from ui.closing import closing
from ui.code.page import code_page
from ui.frame import open_page

words = open_page("code", code_page)
closing(words, "code", backward=True)
