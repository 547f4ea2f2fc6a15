"""Typed, pasted and CSV tables: what must be read, and what must be refused where."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.hostile.cases import flag, save


@dataclass(frozen=True)
class Table:
    """Bytes of a CSV file, with the rows they hold, or the reason and the place of the trouble."""

    name: str
    data: bytes
    rows: list[Any] | None = None
    reason: str | None = None
    facts: dict[str, int | str] = field(default_factory=dict)
    left_out: str = ""


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
    sobel = [[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]
    for name, text in {
        "print of a tensor": "tensor([[ 1.,  0., -1.],\n        [ 2.,  0., -2.],\n"
        "        [ 1.,  0., -1.]])",
        "tensor with a tail": "tensor([[[[1., 0., -1.],\n [2., 0., -2.],\n [1., 0., -1.]]]],\n"
        "       dtype=torch.float64, device='cuda:0', grad_fn=<ConvolutionBackward0>)",
        "parameter": "Parameter containing:\ntensor([[1., 0., -1.], [2., 0., -2.], [1., 0., -1.]], "
        "requires_grad=True)",
        "line of our code": "W = np.array([[[[1.0, 0.0, -1.0],\n [2.0, 0.0, -2.0],\n"
        " [1.0, 0.0, -1.0]]]])",
        "line of our PyTorch": "W = torch.tensor([[[[1., 0., -1.],\n [2., 0., -2.],\n"
        " [1., 0., -1.]]]], "
        "dtype=torch.float64)  # (1, 1, 3, 3)",
        "print of an array": "[[ 1.  0. -1.]\n [ 2.  0. -2.]\n [ 1.  0. -1.]]",
        "print of four axes": "[[[[ 1.  0. -1.]\n   [ 2.  0. -2.]\n   [ 1.  0. -1.]]]]\n",
        "repr of an array": "array([[ 1,  0, -1],\n       [ 2,  0, -2],\n       [ 1,  0, -1]])",
        "repr with its type": "array([[ 1.,  0., -1.],\n       [ 2.,  0., -2.],\n"
        "       [ 1.,  0., -1.]], dtype=float32)",
        "answer of IPython": "Out[12]: \narray([[1, 0, -1],\n       [2, 0, -2],\n"
        "       [1, 0, -1]])",
        "JSON": "[[1,0,-1],[2,0,-2],[1,0,-1]]\n",
        "JSON of texts": '[["1", "0", "-1"], ["2", "0", "-2"], ["1", "0", "-1"]]',
        "last lines of a print": " 0., -1.],\n [2., 0., -2.],\n [1., 0., -1.]])".replace(
            " 0.", "[1., 0.", 1
        ),
        "rows without a frame": "[1, 0, -1],\n[2, 0, -2],\n[1, 0, -1],",
        "cut in a row": "1., 0., -1.],\n [2., 0., -2.],\n [1., 0., -1.",
        "MATLAB": "[1 0 -1; 2 0 -2; 1 0 -1]",
        "MATLAB with commas": "A = [1, 0, -1; 2, 0, -2; 1, 0, -1];",
        "MATLAB in lines": "[1 0 -1\n 2 0 -2\n 1 0 -1]",
        "MATLAB without brackets": "1 0 -1; 2 0 -2; 1 0 -1",
        "marks at all ends": "1,0,-1,\n2,0,-2,\n1,0,-1,\n",
        "quotes and spaces": '"1" "0" "-1"\n"2" "0" "-2"\n"1" "0" "-1"',
        "quotes around decimal commas": '"1,0","0,0","-1,0"\n"2,0","0,0","-2,0"\n'
        '"1,0","0,0","-1,0"',
        "decimal commas and spaces": "1,0 0,0 -1,0\n2,0 0,0 -2,0\n1 0 -1",
        "fractions": "1/1;0/3;-1/1\n4/2;0;-2/1\n9/9;0;-1",
        "en dashes": "1\t0\t–1\n2\t0\t–2\n1\t0\t–1",
    }.items():
        yield Table(name, text.encode(), sobel)
    book = [[5.0, 6.0, 7.0], [8.0, 9.0, 1.0], [2.0, 3.0, 4.0]]
    yield Table("quoted CSV", b'"5","6","7"\n"8","9","1"\n"2","3","4"', book)
    yield Table("matlab", b"[5 6 7; 8 9 1; 2 3 4]", book)
    own = b"np.array([[[[2., 0., 1.],\n       [0., 1., 2.],\n       [1., 0., 2.]]]])"
    yield Table("own code", own, [[2.0, 0.0, 1.0], [0.0, 1.0, 2.0], [1.0, 0.0, 2.0]])
    yield Table("ninths", b"1/9,1/9\n1/9,1/9\n", [[1 / 9] * 2] * 2)
    yield Table("one list", b"array([1., 2., 3.])", [[1.0, 2.0, 3.0]])
    yield Table("one scalar in a list", b"tensor([0.5])", [[0.5]])
    long = ", ".join(f"{n}.25" for n in range(20)).replace("9.25, ", "9.25,\n       ", 1)
    yield Table("one long list", f"array([{long}])".encode(), [[n + 0.25 for n in range(20)]])
    planes = [[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [0.0, 1.0, 2.0]]]
    yield Table(
        "two channels", b"[[[1. 2. 3.]\n  [4. 5. 6.]]\n\n [[7. 8. 9.]\n  [0. 1. 2.]]]", planes
    )
    yield Table("channels last", b"[[[7],[8],[9]],[[1],[2],[3]],[[4],[5],[6]],[[0],[0],[0]]]",
                [[7.0, 8.0, 9.0], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [0.0] * 3])  # fmt: skip
    small = [[1.0, 2.0], [3.0, 4.0]]
    for mark in ";,\t|":
        text = f"sep={mark}\r\n1{mark}2\r\n3{mark}4\r\n"
        yield Table(f"sep={mark!r}", text.encode(), small)
    yield Table("sep= against the eye", b"sep=;\n1,5;2\n3;4", [[1.5, 2.0], [3.0, 4.0]])
    named = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    for name, text, left_out in (
        ("pandas", ",0,1,2\n0,1,2,3\n1,4,5,6\n", "both"),
        ("pandas with names", ",a,b,c\nx,1,2,3\ny,4,5,6\n", "both"),
        ("R", '"","V1","V2","V3"\n"1",1,2,3\n"2",4,5,6', "both"),
        ("print of pandas", "   0  1  2\n0  1  2  3\n1  4  5  6", "both"),
        ("header", "a,b,c\n1,2,3\n4,5,6", "header"),
        ("column of names", "x\t1\t2\t3\ny\t4\t5\t6", "index"),
    ):
        yield Table(name, text.encode(), named, left_out=left_out)
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
    yield "superscripts", "3²\t10²\t①", "not_a_number", {"row": 1, "column": 1, "cell": "3²"}
    yield "in an array", "[[1, 2], [3, x]]", "not_a_number", {"row": 2, "column": 2, "cell": "x"}
    text = "[[[1, 2], [3, 4]], [[5, 6], [x, 8]]]"
    yield "in a channel", text, "channel_not_a_number", {"channel": 2, "row": 2, "column": 1}
    yield "NaN in a channel", "[[[1]], [[nan]]]", "channel_not_a_number", {"channel": 2}
    yield "too large in a channel", "[[[1]], [[1e7]]]", "channel_too_large", {"channel": 2}
    yield "below a header", "a,b\n1,2\n3,x", "not_a_number", {"row": 3, "column": 2, "cell": "x"}
    yield "beside an index", ",0,1\n0,1,x\n1,3,4", "not_a_number", {"row": 2, "column": 3}
    yield "empty corner of numbers", ",5\n6,7", "empty_cell", {"row": 1, "column": 1}
    yield "ragged array", "[[1, 2], [3]]", "ragged", {"row": 2, "columns": 1, "expected": 2}
    yield "gap in an array", "[[1, 2], [3,, 4]]", "ragged", {"row": 2, "columns": 3}
    for name, text in {
        "print of NumPy, cut": "[[0. 0. 0. ... 0. 0. 0.]\n ...\n [0. 0. 0. ... 0. 0. 0.]]",
        "print of PyTorch, cut": "tensor([[0., 0., ..., 0.],\n        ...,\n"
        "        [0., 0., ..., 0.]])",
        "print of pandas, cut": "  0 1 ... 9\n0 1 2 ... 3",
        "with an ellipsis": "1,2,…,9",
    }.items():
        yield name, text, "truncated", {}
    for name, text in {
        "cells beside lists": "[[1, 2], 3]",
        "lists of different depth": "[[1, 2], [[3, 4]]]",
        "something behind it": "[1 2 3] 4",
        "a call behind it": "np.array([1, 2, 3, 4]).reshape(2, 2)",
        "deep": "[" * 90_000 + "1" + "]" * 90_000,
        "closing only": "]" * 100_000,
    }.items():
        yield name, text, "brackets", {}
    yield "brackets around nothing", "[[]]", "empty_table", {}
    yield "two images, printed", "[[[[1]]], [[[2]]]]", "array_shape", {"shape": "2x1x1x1"}
    yield "four channels, printed", "[[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]]", "array_shape", {}
    yield "65 rows, printed", "[" + "[1]," * 65 + "]", "too_many_rows", {"rows": 65}
    yield "100,000 digits", "9" * 100_000, "not_a_number", {"cell": "9" * 12 + "…"}
    yield "Markdown", "!<x>(http://e.invalid)", "not_a_number", {"cell": "··x··http···…"}
    yield "1e999", "1 1e999", "too_large", {"row": 1, "column": 2, "limit": 1_000_000}
    yield "1000001", "-1000001", "too_large", {"row": 1, "column": 1}
    yield "65 rows", "1\n" * 65, "too_many_rows", {"rows": 65, "limit": 64}
    yield "65 columns", "1 " * 65, "too_many_columns", {"columns": 65, "limit": 64}
    yield "1 M cells", "1," * 1_000_000, "too_much_text", {"characters": 2_000_000}
    yield "200,001 characters", "1" + " " * 200_000, "too_much_text", {"limit": 200_000}
    yield "99,999 commas", "," * 99_999, "too_many_columns", {"columns": 100_000}
    yield "99,999 rows", "1\n" * 99_999, "too_many_rows", {"rows": 99_999}
