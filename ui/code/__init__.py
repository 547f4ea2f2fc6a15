"""The layer line by line: the listing, its variables at each step, and slips in it."""
