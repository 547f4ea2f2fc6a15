"""Presenter view beyond one picture: the keys that change the lesson, and what is said there."""
