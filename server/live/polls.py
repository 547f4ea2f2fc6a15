"""A poll: one vote on a question, as the store names what answers belong to."""

from __future__ import annotations

VOTES = (1, 2)
"""On each question; the second one after talk."""


def poll_of(question: int, vote: int) -> str:
    """The name of a poll, for a question by its id.

    Examples
    --------
    >>> poll_of(3, 1)
    '3.1'
    """
    return f"{question}.{vote}"


def polls_of(question: int) -> dict[str, int]:
    """All polls on a question, with the vote of each.

    Examples
    --------
    >>> polls_of(3)
    {'3.1': 1, '3.2': 2}
    """
    return {poll_of(question, vote): vote for vote in VOTES}
