"""What the readers answer instead of a picture or numbers when they cannot take an input."""

from __future__ import annotations

Fact = int | float | str


class Refusal(ValueError):
    """An input that is not taken: why, with the numbers, as data.

    The learner's sentence is ``words/refusal.<language>.toml`` under `reason`, filled in by
    ``sentence.format(**refusal.facts)``. The text of the exception is for the log; like the facts
    it never holds a file name or more than a few harmless characters of what a visitor sent.

    Parameters
    ----------
    reason : str
        Id of the sentence, such as ``"heic"`` or ``"too_many_pixels"``.
    **facts : int, float or str
        The numbers of the case, under the names that the sentence uses.

    Examples
    --------
    >>> refusal = Refusal("too_many_bytes", megabytes=12.5, limit=10)
    >>> refusal.reason, refusal.facts["limit"]
    ('too_many_bytes', 10)
    >>> print(refusal)
    input refused: too_many_bytes (megabytes=12.5, limit=10)
    """

    def __init__(self, reason: str, /, **facts: Fact) -> None:
        self.reason = reason
        self.facts: dict[str, Fact] = facts
        numbers = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"input refused: {reason}" + (f" ({numbers})" if numbers else ""))
