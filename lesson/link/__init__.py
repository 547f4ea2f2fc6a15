"""The lesson as a link, and back."""
