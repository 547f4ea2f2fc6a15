"""One visit: its lesson, its widgets, and what is drawn when."""
