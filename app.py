"""Conv Lab: the entry point of the app."""

from ui import frame

frame.configure()
page = frame.navigation()
page.run()
