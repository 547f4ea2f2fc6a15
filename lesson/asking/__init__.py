"""Asking: a cell of any array of a lesson, what it is, and what an answer shows."""
