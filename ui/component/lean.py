"""Styles as they travel: people read the files, browsers need neither comments nor indents."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_INDENT = re.compile(r"\n\s+")


def lean(css: str) -> str:
    """A style without comments, indents and empty lines.

    Examples
    --------
    >>> lean("p {\\n  color: red; /* as the others */\\n\\n  margin: 0 1px;\\n}\\n")
    'p {\\ncolor: red; margin: 0 1px;\\n}\\n'
    """
    return _INDENT.sub("\n", _COMMENT.sub("", css))
