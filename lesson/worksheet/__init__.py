"""A lesson on paper: which cells are left blank, and the way to each answer."""
