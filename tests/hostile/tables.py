"""Typed, pasted and CSV tables: what must be read, and what must be refused where."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.hostile.cases import flag, save


@dataclass(frozen=True)
class Table:
    """Bytes of a CSV file, with the rows they hold, or the reason and the place of the trouble."""

    name: str
    data: bytes
    rows: list[list[float]] | None = None
    reason: str | None = None
    facts: dict[str, int | str] = field(default_factory=dict)


def tables() -> Iterator[Table]:
    square = [[1.0, -2.5], [0.0, 4.0]]
    for name, text in {
        "commas": "1,-2.5\n0,4\n",
        "commas and spaces": "1, -2.5\n0, 4",
        "spaces": "1 -2.5\n  0   4  ",
        "tabs": "1\t-2.5\n0\t4",
        "tabs, decimal comma": "1\t-2,5\n0,0\t4",
        "semicolons, decimal comma": "1;-2,5\n0;4,0",
        "semicolons, decimal point": "1;-2.5\n0;4.",
        "carriage returns": "1,-2.5\r\n0,4\r\n",
        "carriage returns alone": "1,-2.5\r0,4\r",
        "empty lines at both ends": "\n \r\n1,-2.5\n0,4\n\n  \n\t\n",
        "byte order mark": "\ufeff1,-2.5\n0,4",
        "quotes": '"1","-2.5"\n"0","4"',
        "exponents and plus": "+1e0,-.25e1\n0e9,40E-1",
        "minus sign": "1,−2.5\n0,4",
        "negative zero": "1,-2.5\n-0,4",
        "full-width": "１，－２．５\n０，４",
        "full-width and wide spaces": "１\u3000ー２.５\n０\u3000４",
        "ideographic comma": "1、-2.5\n0、4",
    }.items():
        yield Table(name, text.encode(), square)
    yield Table("Shift_JIS", "１；－２，５\n０；４".encode("cp932"), square)
    yield Table("UTF-16", "1,-2.5\n0,4".encode("utf-16"), square)
    yield Table("one number", b"7", [[7.0]])
    yield Table("one column", b"7\n8\n9", [[7.0], [8.0], [9.0]])
    yield Table("64x64", b"\n".join([b" ".join([b"5"] * 64)] * 64), [[5.0] * 64] * 64)
    yield Table("limits", b"1e6 -1000000", [[1e6, -1e6]])
    for name, text, reason, facts in _refused():
        yield Table(name, text.encode(), None, reason, facts)
    yield Table("png", save(flag(), "PNG"), None, "not_text")
    yield Table("random bytes", random.Random(3).randbytes(4000), None, "not_text")
    yield Table("half of a UTF-16 letter", b"\xff\xfe1", None, "not_text")
    yield Table("NUL", b"1,2\0,3", None, "not_text")


def _refused():
    yield "nothing", "", "empty_table", {}
    yield "blank", " \n\t\n\r\n", "empty_table", {}
    yield "mark only", "\ufeff", "empty_table", {}
    yield "ragged", "1,2\n3,4\n5", "ragged", {"row": 3, "columns": 1, "expected": 2}
    yield "blank row", "1 2\n\n3 4", "ragged", {"row": 2, "columns": 0, "expected": 2}
    yield "blank cell", "1,2\n3,", "empty_cell", {"row": 2, "column": 2}
    yield "quoted nothing", '1,""', "empty_cell", {"row": 1, "column": 2}
    place = {"row": 2, "column": 1}
    for text in ("x", "nan", "inf", "-infinity", "0x10", "1e", "1.2.3", "--1", "1e+", "."):
        yield f"cell {text}", f"1,2\n{text},3", "not_a_number", {**place, "cell": text}
    for text in ("1_000", "3²", "½", "①", "١٢", "三", "1 2", "=1+1", "@SUM(A1)"):
        yield f"cell {text}", f"1,2\n{text},3", "not_a_number", place
    yield "decimal comma and comma", "1,234.5\t2", "not_a_number", {"row": 1, "column": 1}
    yield "100,000 digits", "9" * 100_000, "not_a_number", {"cell": "9" * 12 + "…"}
    yield "Markdown", "![x](http://e.invalid)", "not_a_number", {"cell": "··x··http···…"}
    yield "1e999", "1 1e999", "too_large", {"row": 1, "column": 2, "limit": 1_000_000}
    yield "1000001", "-1000001", "too_large", {"row": 1, "column": 1}
    yield "65 rows", "1\n" * 65, "too_many_rows", {"rows": 65, "limit": 64}
    yield "65 columns", "1 " * 65, "too_many_columns", {"columns": 65, "limit": 64}
    yield "1 M cells", "1," * 1_000_000, "too_much_text", {"characters": 2_000_000}
    yield "200,001 characters", "1" + " " * 200_000, "too_much_text", {"limit": 200_000}
    yield "99,999 commas", "," * 99_999, "too_many_columns", {"columns": 100_000}
    yield "99,999 rows", "1\n" * 99_999, "too_many_rows", {"rows": 99_999}
