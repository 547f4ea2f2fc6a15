"""``.npy`` files: what must be read, and every header and number that must not."""

import pickle
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

# a pickle or a header that is run leaves this behind
TRACE = Path("/tmp/convlab-an-array-was-run")


@dataclass(frozen=True)
class Numbers:
    """A file of numbers: read as `values`, or refused for `reason`."""

    name: str
    data: bytes
    reason: str | None = None
    values: np.ndarray | None = None


class _Bad:
    def __reduce__(self):
        return (Path.touch, (TRACE,))


def npy(array, **options) -> bytes:
    file = BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def raw(header: str | bytes, body: bytes = b"", version: int = 1) -> bytes:
    text = header.encode("latin-1") if isinstance(header, str) else header
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes((version, 0)) + length + text + body


def described(shape: str, descr: str = "'<f8'", fortran: str = "False") -> str:
    return f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n"


def arrays() -> Iterator[Numbers]:
    yield from _good()
    yield from _lying_headers()
    for name, array, reason in _refused_arrays():
        yield Numbers(name, npy(array), reason)


def _good():
    grid = np.arange(20.0).reshape(4, 5) - 7.5
    planes = np.arange(60.0).reshape(3, 4, 5)
    yield Numbers("(h, w)", npy(grid), values=grid[None])
    yield Numbers("(c, h, w)", npy(planes), values=planes)
    yield Numbers("(2, h, w)", npy(planes[:2]), values=planes[:2])
    yield Numbers("(1, c, h, w)", npy(planes[None]), values=planes)
    yield Numbers("(h, w, 3)", npy(planes.transpose(1, 2, 0).copy()), values=planes)
    yield Numbers("(h, w, 1)", npy(grid[:, :, None]), values=grid[None])
    yield Numbers("(1, h, w, 3)", npy(planes.transpose(1, 2, 0)[None].copy()), values=planes)
    yield Numbers(
        "(3, h, 3) has its channels first", npy(planes[:, :, :3]), values=planes[:, :, :3]
    )
    yield Numbers("Fortran order", npy(np.asfortranarray(planes)), values=planes)
    yield Numbers("Fortran order, channels last", npy(planes.transpose(1, 2, 0)), values=planes)
    for kind in ("<f4", ">f4", ">f8", "<f2", "|u1", "|i1", "<i2", ">u2", "<i4", ">i8", "|b1"):
        array = np.arange(12).reshape(3, 4).astype(kind)
        yield Numbers(f"type {kind}", npy(array), values=array.astype(float)[None])
    yield Numbers("1x1", npy(np.array([[3.0]])), values=np.array([[[3.0]]]))
    yield Numbers("64x64x3", npy(np.ones((3, 64, 64))), values=np.ones((3, 64, 64)))
    yield Numbers("at the limit", npy(np.array([[1e6, -1e6]])), values=np.array([[[1e6, -1e6]]]))
    body = np.eye(2).tobytes()
    for version in (2, 3):
        file = raw(described("(2, 2)"), body, version)
        yield Numbers(f"format version {version}", file, values=np.eye(2)[None])
    shuffled = "{'shape':(2,2),'descr':'<f8','fortran_order':False}"
    yield Numbers("header in another order", raw(shuffled, body), values=np.eye(2)[None])


def _lying_headers():
    body = np.eye(4).tobytes()
    for name, header, reason in (
        ("shape (100000, 100000)", described("(100000, 100000)"), "array_shape"),
        ("shape beyond 2**64", described("(99999999999999999999, 4)"), "npy_header"),
        ("shape that overflows to 0", described("(4294967296, 4294967296)"), "array_shape"),
        ("negative shape", described("(-4, 4)"), "npy_header"),
        ("shape of fractions", described("(4.0, 4)"), "npy_header"),
        ("shape of words", described("('4', 4)"), "npy_header"),
        ("shape with a hole", described("(4 4, 4)"), "npy_header"),
        ("300 axes", described("(" + "1," * 300 + ")"), "array_shape"),
        ("shape by a call", described("(__import__('os').getpid(), 4)"), "npy_header"),
        ("type by a call", described("(4, 4)", "__import__('pathlib')"), "npy_header"),
        ("more keys", described("(4, 4)").replace("}", "'x': open('/tmp/x', 'w')}"), "npy_header"),
        ("a key twice", "{'shape': (4, 4), 'shape': (4, 4), 'descr': '<f8'}", "npy_header"),
        ("a missing key", "{'shape': (4, 4), 'descr': '<f8'}", "npy_header"),
        ("deep nesting", "(" * 900, "npy_header"),
        ("1,000 spaces too many", described("(4, 4)") + " " * 1000, "npy_header"),
        ("not ASCII", described("(４, 4)".encode().decode("latin-1")), "npy_header"),
        ("empty", "", "npy_header"),
        ("void type", described("(4, 4)", "'|V8'"), "npy_type"),
        ("long double", described("(4, 4)", "'<f16'"), "npy_type"),
        ("unknown type", described("(4, 4)", "'<q9'"), "npy_type"),
        ("too few bytes", described("(5, 5)"), "npy_length"),
        ("too many bytes", described("(3, 3)"), "npy_length"),
        ("no bytes", described("(64, 64)"), "npy_length"),
    ):
        data = raw(header, b"" if name == "no bytes" else body)
        yield Numbers(name, data, reason)
    yield Numbers("1 MB header", raw(described("(4, 4)") + " " * (1 << 20), body, 2), "npy_header")
    yield Numbers("header beyond the file", raw(described("(4, 4)"))[:30], "npy_header")
    yield Numbers("header of 4 GB", b"\x93NUMPY\2\0\xff\xff\xff\xff{", "npy_header")
    yield Numbers("version 9", raw(described("(4, 4)"), body, 9), "npy_header")
    yield Numbers("magic only", b"\x93NUMPY", "npy_header")
    yield Numbers("pickle by itself", pickle.dumps(_Bad()), "not_npy")
    objects = npy(np.array([[_Bad()]], dtype=object), allow_pickle=True)
    yield Numbers("array of a pickle", objects, "npy_type")
    yield Numbers("text", b"1,2\n3,4\n", "not_npy")
    yield Numbers("0 bytes", b"", "not_npy")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("x.npy", bytes(50_000_000))
    yield Numbers("npz bomb", archive.getvalue(), "npz")


def _refused_arrays():
    grid = np.ones((4, 4))
    yield "0-d", np.array(3.0), "array_shape"
    yield "1-d", np.ones(9), "array_shape"
    yield "5-d", np.ones((1, 1, 1, 4, 4)), "array_shape"
    yield "0 rows", np.ones((0, 4)), "array_shape"
    yield "0 channels", np.ones((0, 4, 4)), "array_shape"
    yield "two images", np.ones((2, 3, 4, 4)), "array_shape"
    yield "4 channels", np.ones((4, 8, 8)), "array_shape"
    yield "4 channels, last", np.ones((8, 8, 4)), "array_shape"
    yield "65 rows", np.ones((65, 4)), "array_shape"
    yield "65 columns", np.ones((3, 4, 65)), "array_shape"
    yield "complex", grid.astype(complex), "npy_type"
    yield "dates", grid.astype("M8[s]"), "npy_type"
    yield "durations", grid.astype("m8[D]"), "npy_type"
    yield "text", grid.astype("U3"), "npy_type"
    yield "bytes", grid.astype("S3"), "npy_type"
    yield "fields", np.zeros((4, 4), [("r", "f4"), ("g", "f4")]), "npy_type"
    for value in (np.nan, np.inf, -np.inf):
        wrong = grid.copy()
        wrong[2, 1] = value
        yield f"{value}", wrong, "npy_not_finite"
    yield "half-precision infinity", np.array([[1, np.inf]], "f2"), "npy_not_finite"
    yield "1000001", grid * 1_000_001, "channel_too_large"
    yield "1e308", grid * 1e308, "channel_too_large"
    yield "largest uint64", np.full((4, 4), 2**64 - 1, np.uint64), "channel_too_large"
    yield "smallest int64", np.full((4, 4), -(2**63), np.int64), "channel_too_large"
