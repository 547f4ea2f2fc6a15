"""A worksheet as one HTML file that a browser prints: A4 or Letter, black on white."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
import segno
from numpy.typing import NDArray

from conv_core import padded
from lesson.asking.question import Question, right_array, right_value
from lesson.asking.way import way_of
from lesson.vocabulary import Words, vocabulary
from lesson.worked import Worked
from lesson.worksheet.sheet import Sheet
from ui.stage.about import about
from ui.stage.size import size_formula
from ui.visit.shared_link import MOST_SCANNED
from ui.worksheet.numbers import shown, spelled_sum

_STYLE = """
@page { margin: 14mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.4 "Helvetica Neue", Arial, "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
  color: #000; background: #fff; margin: 0 auto; max-width: 182mm; padding: 4mm; }
header { display: flex; justify-content: space-between; gap: 8mm; align-items: start; }
h1 { font-size: 16pt; margin: 0 0 1mm; } h2 { font-size: 12pt; margin: 5mm 0 1mm; }
p { margin: 1mm 0; } .name { margin-top: 3mm; }
.qr svg { width: 26mm; height: 26mm; display: block; }
.arrays { display: flex; flex-wrap: wrap; gap: 5mm 8mm; align-items: end; }
table { border-collapse: collapse; break-inside: avoid; }
caption { font: 10pt/1.5 ui-monospace, Menlo, Consolas, monospace; text-align: left;
  white-space: nowrap; }
td { border: .3mm solid #000; min-width: 8mm; height: 7.5mm; padding: 0 .8mm; text-align: center;
  font: 10pt ui-monospace, Menlo, Consolas, monospace; position: relative; }
table.asked td { min-width: 13mm; } table.wide td { min-width: 7mm; font-size: 8.5pt; }
table.wide.asked td { min-width: 11mm; }
td.pad { border-style: dashed; color: #555; background: repeating-linear-gradient(45deg,
  transparent 0 1.2mm, #ddd 1.2mm 1.5mm); }
td.blank { border-width: .6mm; }
td.blank small { font-size: 7.5pt; position: absolute; left: .6mm; top: .2mm; }
ol.lines { columns: 2; column-gap: 10mm; padding-left: 7mm; }
ol.lines li { break-inside: avoid; height: 9mm; }
.line { display: inline-block; width: 22mm; border-bottom: .3mm solid #000; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; }
.key { break-before: page; } .key li { margin-bottom: 1.6mm; break-inside: avoid; }
@media print { body { padding: 0; max-width: none; } }
"""

_FORMULA = "out = ⌊(size + padding − ((filter − 1)·dilation + 1)) / stride⌋ + 1"
_WIDE = 8
"""Columns of a table beyond which its cells are small, so that two stand beside one another."""


def worksheet(worked: Worked, asked: Sheet, link: str, *, key: bool) -> str:
    """The file.

    Parameters
    ----------
    asked : Sheet
    link : str
        Address of the lesson, which the QR code has.
    key : bool
        Whether the answers, with the way to each, follow on a page of their own.
    """
    words = vocabulary(worked.lesson.language)
    told = about(worked, "worksheet")
    title = words("worksheet.heading", variant=asked.variant)
    parts = [
        f"<header><div><h1>{escape(title)}</h1><p>{escape(told['settings'])}</p>"
        f'<p class="name">{escape(words("worksheet.name"))} <span class="line"></span></p></div>'
        f'<div class="qr">{_qr(link)}</div></header>',
        _given(worked, words),
        *_asked(worked, asked, words),
    ]
    if key:
        parts.append(_key(worked, asked, words))
    return (
        f'<!doctype html><html lang="{words.language}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<body>{''.join(parts)}</body></html>"
    )


def _qr(link: str) -> str:
    """The way back; nothing where no camera would read it from paper."""
    if len(link) > MOST_SCANNED:
        return ""
    return segno.make(link, error="m", micro=False).svg_inline(border=2, omitsize=True)


def _given(worked: Worked, words: Words) -> str:
    g = worked.geometry
    top, _, left, _ = g.pad
    pixels = padded(worked.x, g)[0]
    tables = []
    for c, plane in enumerate(pixels):
        outside = np.ones(plane.shape, bool)
        outside[top : top + g.in_h, left : left + g.in_w] = False
        tables.append(_table(f"x[0,{c}]", plane, outside))
    for k, one in enumerate(worked.W):
        tables += [_table(f"W[{k},{c}]", plane) for c, plane in enumerate(one)]
    tables.append(_table("b", worked.b[None]))
    return f'<h2>{escape(words("worksheet.given"))}</h2><div class="arrays">{"".join(tables)}</div>'


def _asked(worked: Worked, asked: Sheet, words: Words) -> Iterator[str]:
    needs_dout = {"db", "dW", "dx"} & set(asked.kinds)
    for kind in asked.kinds:
        if kind in needs_dout:
            yield _dout(worked, words)
            needs_dout = set()
        yield f"<h2>{escape(words(f'worksheet.{kind}'))}</h2>"
        if kind == "size":
            yield f"<p><code>{_FORMULA}</code></p>"
        if kind in ("size", "col"):
            blanks = [one for one in asked.blanks if _kind(one) == kind]
            lines = (
                f'<li value="{asked.number(one)}"><code>{one.text} =</code> '
                f'<span class="line"></span></li>'
                for one in blanks
            )
            yield f'<ol class="lines">{"".join(lines)}</ol>'
        else:
            yield f'<div class="arrays">{"".join(_blanked(worked, asked, kind))}</div>'


def _kind(question: Question) -> str:
    return question.name if question.cell else "size"


def _dout(worked: Worked, words: Words) -> str:
    tables = [_table(f"dout[0,{k}]", plane) for k, plane in enumerate(worked.dout[0])]
    return f'<h2>{escape(words("worksheet.dout"))}</h2><div class="arrays">{"".join(tables)}</div>'


def _blanked(worked: Worked, asked: Sheet, name: str) -> Iterator[str]:
    """The array's planes as tables, the asked cells empty and numbered."""
    array = right_array(name, worked)
    if array.ndim == 1:
        planes: dict[tuple[int, ...], NDArray[Any]] = {(): array[None]}
    else:
        planes = {tuple(map(int, at)): array[at] for at in np.ndindex(*array.shape[:-2])}
    for at, plane in planes.items():
        numbers = np.zeros(plane.shape, int)
        for row, column in np.ndindex(*plane.shape):
            cell = (column,) if array.ndim == 1 else (*at, row, column)
            numbers[row, column] = asked.number(Question(name, cell))
        caption = f"{name}[{','.join(map(str, at))}]" if at else name
        yield _table(caption, plane, numbers=numbers)


def _table(
    caption: str,
    values: NDArray[Any],
    outside: NDArray[np.bool_] | None = None,
    numbers: NDArray[Any] | None = None,
) -> str:
    texts = shown(values)
    rows = []
    for r, row in enumerate(texts):
        cells = []
        for q, text in enumerate(row):
            if numbers is not None and numbers[r, q]:
                cells.append(f'<td class="blank"><small>{numbers[r, q]}</small></td>')
            elif outside is not None and outside[r, q]:
                cells.append(f'<td class="pad">{text}</td>')
            else:
                cells.append(f"<td>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    kinds = "asked " * (numbers is not None) + "wide" * (values.shape[1] > _WIDE)
    return f'<table class="{kinds}"><caption>{caption}</caption>{"".join(rows)}</table>'


def _key(worked: Worked, asked: Sheet, words: Words) -> str:
    heading = words("worksheet.key", variant=asked.variant)
    answers = "".join(f"<li><code>{_answer(worked, one)}</code></li>" for one in asked.blanks)
    return f'<section class="key"><h2>{escape(heading)}</h2><ol>{answers}</ol></section>'


def _answer(worked: Worked, question: Question) -> str:
    """The way in one line, and what comes out."""
    if not question.cell:
        return size_formula(question.name, worked.geometry, int(question.name == "out_w"))
    way = way_of(question, worked)
    right = right_value(question, worked)
    if way is None or isinstance(right, tuple):
        return f"{question.text} = {right}"
    if question.name == "col":
        (place,) = way.factors[0].places
        named = f"x[{','.join(map(str, place))}]" if place else "0"
        return f"{question.text} = {named}" + (
            f" = {shown(np.array([[right]]))[0][0]}" * bool(place)
        )
    return f"{question.text} {spelled_sum(way, right)}"
