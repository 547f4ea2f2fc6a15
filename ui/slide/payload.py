"""What the stage gets for the sliding filter."""

from __future__ import annotations

from typing import Any

from lesson.state import Lesson
from ui.stage.forward import forward_arrays, forward_header
from ui.stage.payload import pack_numbers


def slide_payload(lesson: Lesson, seek: dict[str, Any]) -> bytes:
    """The forward pass of a lesson, packed for the sliding filter."""
    return pack_numbers(forward_header(lesson, "slide", seek), forward_arrays(lesson))
