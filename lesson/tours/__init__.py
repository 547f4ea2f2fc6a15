"""Tours: a page in a few stops, each a lesson to look at and one question about it."""
