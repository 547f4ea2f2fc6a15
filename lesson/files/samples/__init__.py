"""The photographs that come with the app; LICENSES.md beside them states their rights."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent

SAMPLES: dict[str, Path] = {
    "cat": _HERE / "cat.png",
    "camera": _HERE / "camera.png",
    "brick": _HERE / "brick.png",
    "rocket": _HERE / "rocket.jpg",
}


def sample_bytes(name: str) -> bytes:
    """The file of a sample photograph.

    Raises
    ------
    KeyError
        If `name` is none of `SAMPLES`.

    Examples
    --------
    >>> len(sample_bytes("cat"))
    240512
    """
    return SAMPLES[name].read_bytes()
