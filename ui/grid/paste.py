"""A text that was pasted into a number grid, read by the one reader and answered."""

import math
from collections.abc import Mapping

from lesson.files.refusal import Refusal
from lesson.files.tables import TEXT_LIMIT, Table, read_table
from lesson.vocabulary import Words
from ui.grid.edit import parse_serial

Answer = dict[str, object]

_LONGEST = 1 << 31
"""What a browser may say of a text that it does not send."""


def answer(message: object, words: Words) -> Answer | None:
    """What a grid gets to know of the text that it asks about; see ``Answer`` in grid/payload.js.

    Parameters
    ----------
    message : object
        Anything; a true question is the ``{"question": {"serial": number, "text": str,
        "length": int}}`` of a report. Where the text is too long to be sent, only its length is.
    words : Words
        Of the visitor's language.

    Returns
    -------
    answer : dict or None
        What JSON can hold; None where nothing is asked.

    Examples
    --------
    >>> from lesson.vocabulary import vocabulary
    >>> answer({"question": {"serial": 7, "text": "[[1, 2]]", "length": 8}}, vocabulary("en"))
    {'serial': 7.0, 'planes': [[[1.0, 2.0]]], 'rows': 1, 'columns': 2, 'said': ''}
    """
    question = message.get("question") if isinstance(message, Mapping) else None
    if not isinstance(question, Mapping):
        return None
    text, length = question.get("text"), question.get("length")
    if not isinstance(text, str) or not isinstance(length, int) or length > _LONGEST:
        return None
    try:
        if length > TEXT_LIMIT:
            raise Refusal("too_much_text", characters=length, limit=TEXT_LIMIT)
        read = _read(read_table(text), words)
    except Refusal as refusal:
        read = _nothing(_why(refusal, words))
    return {"serial": parse_serial(question), **read}


def _read(table: Table, words: Words) -> Answer:
    trouble = table.trouble
    if table.missing == table.planes.size and trouble is not None:
        return _nothing(f"{_why(trouble, words)} {words('grid.nothing_pasted')}")
    said = []
    if trouble is not None and table.missing:
        said = [_why(trouble, words), words("grid.skipped", count=table.missing)]
    if table.left_out:
        said.append(words(f"notes.left_out_{table.left_out}"))
    planes = [
        [[None if math.isnan(value) else value for value in row] for row in plane]
        for plane in table.planes.tolist()
    ]
    return {
        "planes": planes,
        "rows": table.rows,
        "columns": table.columns,
        "said": " ".join(said),
    }


def _nothing(said: str) -> Answer:
    return {"planes": [], "rows": 0, "columns": 0, "said": said}


def _why(refusal: Refusal, words: Words) -> str:
    return words(f"refusal.{refusal.reason}", **refusal.facts)
