"""What the stage gets for the sliding filter."""

from __future__ import annotations

from typing import Any

from lesson.worked import Worked
from ui.stage.forward import forward_arrays, forward_header
from ui.stage.payload import pack_numbers

VIEW = "slide"
"""The page has one picture."""


def slide_payload(worked: Worked, view: str, seek: dict[str, Any]) -> bytes:
    """The forward pass of a lesson, packed for the sliding filter."""
    return pack_numbers(forward_header(worked, "slide", view, seek), forward_arrays(worked))
