"""What is said to an answer: right or not, the mistake by its name, and the way."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lesson.asking.question import SIZES, Question
from lesson.asking.way import PADDING, Factors, Way, way_of
from lesson.mistakes.catalogue import SLIPS
from lesson.mistakes.facts import facts
from lesson.practice.run import Turn
from lesson.vocabulary import Words
from lesson.worked import Worked
from ui.practice.marks import exact, factor, marked, shape, table
from ui.stage.size import size_formula


def value(of: float | tuple[int, ...]) -> str:
    """An answer as it is shown."""
    return shape(of) if isinstance(of, tuple) else exact(of)


def slip_name(slip: str, words: Words) -> str:
    """What a mistake is called."""
    return words(f"mistakes.{slip}.name")


def reply_lines(turn: Turn, words: Words) -> list[str]:
    """The reply to an answer, a sentence each."""
    question, reply = turn.asked.question, turn.reply
    said = {"code": f"`{question.text}`", "right": value(turn.right)}
    if reply is None:
        return [words("practice.revealed", **said)]
    if reply.kind == "right":
        return [words("practice.right", **said)]
    assert reply.given is not None
    lines = [words("practice.wrong", given=value(reply.given), **said)]
    if reply.sign:
        lines.append(words("practice.sign"))
    if len(reply.slips) > 1:
        lines.append(words("practice.several", count=len(reply.slips)))
    lines += [_told(slip, turn, words) for slip in reply.slips]
    if not reply.slips and not reply.sign:
        lines.append(words("practice.unknown"))
    return lines


def _told(slip: str, turn: Turn, words: Words) -> str:
    tell = words(f"mistakes.{slip}.tell", **facts(SLIPS[slip], turn.asked.worked))
    return words("practice.slip", slip=slip_name(slip, words), tell=tell)


def way_html(turn: Turn, words: Words) -> str:
    """How the right answer comes about: the sum, and where each of its numbers stands."""
    question, worked = turn.asked.question, turn.asked.worked
    way = way_of(question, worked)
    if way is None:
        return f"<p>{marked(_without_products(question, worked, words))}</p>"
    line = f"{question.text} = {_sum(way)} = {exact(way.total)}"
    if len(way.products) == 1 and way.bias is None and len(way.factors) == 1:
        place = _place(way.factors[0], 0, words)
        return f"<p><code>{question.text} = {place} = {exact(way.total)}</code></p>"
    cells = words("practice.cells")
    return (
        f"<p><code>{line}</code></p>"
        f"<details><summary>{escape(cells)}</summary>{_cells(way, words)}</details>"
    )


def _sum(way: Way) -> str:
    terms = [
        "·".join(factor(float(one.values[at])) for one in way.factors)
        for at in range(len(way.products))
    ]
    bias = [] if way.bias is None else [factor(way.bias)]
    return " + ".join([*terms, *bias])


def _cells(way: Way, words: Words) -> str:
    heads = [f"<code>{one.name}</code>" for one in way.factors]
    heads += [escape(words("practice.product"))] * (len(heads) > 1)
    return table(heads, _rows(way, words))


def _rows(way: Way, words: Words) -> Iterator[list[str]]:
    for at, product in enumerate(way.products):
        row = [
            f"<code>{_place(one, at, words)}</code> = {exact(float(one.values[at]))}"
            for one in way.factors
        ]
        yield row + [exact(float(product))] * (len(row) > 1)


def _place(one: Factors, at: int, words: Words) -> str:
    place = one.places[at]
    if place == PADDING:
        return escape(words("practice.padding"))
    return f"{one.name}[{','.join(map(str, place))}]"


def _without_products(question: Question, worked: Worked, words: Words) -> str:
    g = worked.geometry
    if question.name in SIZES:
        return f"`{size_formula(question.name, g, SIZES.index(question.name))}`"
    if question.name == "count":
        (r, s), (top, _, left, _) = question.cell, g.pad
        down = [i for i, at in enumerate(g.row_starts) if 0 <= r + top - at < g.FH]
        across = [j for j, at in enumerate(g.col_starts) if 0 <= s + left - at < g.FW]
        return words(
            "practice.count",
            rows=", ".join(map(str, down)),
            columns=", ".join(map(str, across)),
            product=f"{len(down)} · {len(across)} = {len(down) * len(across)}",
        )
    N, C = worked.x.shape[:2]
    rows = f"{N}·{g.out_h}·{g.out_w}"
    columns = str(len(worked.W)) if question.name == "out2" else f"{C}·{g.FH}·{g.FW}"
    return f"`{question.text} = ({rows}, {columns})`"
