"""Conv Lab: the entry point of the app."""

from ui.frame import run_page

run_page()
