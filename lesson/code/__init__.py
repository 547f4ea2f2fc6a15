"""The layer as a listing: its text, its run line by line, and the slips that are made in it."""
