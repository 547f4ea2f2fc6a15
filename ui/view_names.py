"""What pictures are called."""

from __future__ import annotations

from lesson.vocabulary import Words
from ui.backward.controls import PICTURES
from ui.matmul.payload import BARE


def view_name(view: str, words: Words) -> str:
    """What a picture is called, with the variant where it has several.

    Examples
    --------
    >>> from lesson.vocabulary import vocabulary
    >>> view_name("dW", vocabulary("en")), view_name("unroll", vocabulary("en"))
    ('Matrix · dW', '1 · Windows to rows')
    """
    for picture, variants in PICTURES.items():
        if view in variants:
            name = words(f"backward_views.{picture}")
            return f"{name} · {words(f'backward_variants.{view}')}" if len(variants) > 1 else name
    if view == BARE:
        return words("matmul.bare")
    known = f"matmul_views.{view}"
    return words(known) if known in words.names else words(f"takeaway.view_{view}")
