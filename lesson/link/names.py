"""The names in a link: as they were written down, and what is meant by them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_PASTED = "amp;"
"""What stands before a name when a link was copied out of a page's source."""
_OF_OTHERS = ("embed", "embed_options", "staticappid", "fbclid", "gclid", "msclkid")
"""Streamlit's own names, and what chats and mailings put behind a link: not about the lesson."""
_COUNTERS = "utm_"
_LONGEST = 20
_MOST = 5


def meant(query: Mapping[str, str], known: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """The parameters under the names that they mean, and the names that mean nothing.

    A name pasted from HTML, in other case or with blanks around it is plainly one of the known
    ones. Where a name stands there as it should be too, that one counts.

    Parameters
    ----------
    query : mapping of str to str
    known : collection of str
        Names in small letters.

    Returns
    -------
    parts : dict of str to str
    strays : list of str
        Safe to be shown; at most a handful.

    Examples
    --------
    >>> meant({"in": "book", "amp;F": "box", "fiter": "1", "utm_source": "mail"}, ("in", "f"))
    ({'in': 'book', 'f': 'box'}, ['fiter'])
    """
    parts = {name: text for name, text in query.items() if name in known}
    strays = []
    for name, text in query.items():
        plain = _plain(name)
        if name in known or plain in _OF_OTHERS or plain.startswith(_COUNTERS):
            continue
        if plain in known and plain not in parts:
            parts[plain] = text
        else:
            strays.append(_harmless(name))
    return parts, strays[:_MOST] + ["…"] * (len(strays) > _MOST)


def _plain(name: str) -> str:
    plain = name.strip().lower()
    while plain.startswith(_PASTED):
        plain = plain.removeprefix(_PASTED)
    return plain


def _harmless(name: str) -> str:
    """A few characters of a name that mean nothing to Markdown, HTML or a log."""
    kept = "".join(mark if mark.isalnum() or mark in "-_;" else "·" for mark in name[:_LONGEST])
    return kept + "…" if len(name) > _LONGEST else kept or "·"
