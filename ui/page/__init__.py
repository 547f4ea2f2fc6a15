"""What stands around the picture on every page, and its style."""
