"""One text with several planes below one another, as CSV, MATLAB and LaTeX have to write them."""

from __future__ import annotations

import re

# possessive: what a visitor sends must not be tried in all ways
_LATEX = re.compile(
    r"\\begin\{[a-zA-Z]{0,6}matrix\*?\}(?:\[[lcr]\])?"
    r"(?P<rows>[^{}\\]*+(?:\\(?!end)[^{}\\]*+)*+)"
    r"\\end\{[a-zA-Z]{0,6}matrix\*?\}"
)
_MATLAB = re.compile(
    r"^[ \t]*+[A-Za-z]\w{0,40}+\(\s?:\s?,\s?:(?:\s?,\s?\d{1,9})++\s?\)\s*+=\s*+"
    r"(?P<rows>\[[^\[\]]*+\])",
    re.MULTILINE,
)
_COMMENT = re.compile(r"^[ \t]*+[#%]")


def plane_texts(text: str) -> list[str]:
    """The text of each plane, without comments; the whole text where nothing parts it.

    Examples
    --------
    >>> plane_texts("# x[0,0]\\n1,2\\n# x[0,1]\\n3,4\\n")
    ['1,2', '3,4']
    >>> plane_texts("x(:,:,1) = [1 2; 3 4];\\nx(:,:,2) = [5 6; 7 8];")
    ['[1 2; 3 4]', '[5 6; 7 8]']
    >>> plane_texts("\\\\begin{bmatrix}1 & 2 \\\\\\\\ 3 & 4\\\\end{bmatrix}")
    ['1 \\t 2 \\n 3 \\t 4']
    """
    if "\\begin" in text:
        found = [_of_latex(one["rows"]) for one in _LATEX.finditer(text)]
    else:
        found = [one["rows"] for one in _MATLAB.finditer(text)]
    return found or _between_comments(text)


def _of_latex(rows: str) -> str:
    lines = re.sub(r"\\hline", "", rows).replace("\n", " ").split("\\\\")
    return "\n".join(line.replace("&", "\t") for line in lines if line.strip())


def _between_comments(text: str) -> list[str]:
    lines = text.split("\n")
    if not any(map(_COMMENT.match, lines)):
        return [text]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if _COMMENT.match(line):
            blocks.append([])
        else:
            blocks[-1].append(line)
    planes = [
        "\n".join(block).strip("\n") for block in blocks if any(line.strip() for line in block)
    ]
    return planes or [text]
