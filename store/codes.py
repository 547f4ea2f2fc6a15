"""Codes that are read from a projector: five letters and digits, none like another."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No O, 0, I or 1."""
CODE_LETTERS = 5


def new_code() -> str:
    """A code that nobody can foresee."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))


def is_code(text: str) -> bool:
    """Whether a text has the form of a code, in capital letters.

    Examples
    --------
    >>> is_code("K7Q2X"), is_code("K7Q20"), is_code("k7q2x")
    (True, False, False)
    """
    return len(text) == CODE_LETTERS and not set(text) - set(ALPHABET)
