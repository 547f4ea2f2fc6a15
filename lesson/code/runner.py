"""Running a listing line by line: what happens is told step by step, as Python does it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any, Literal

from lesson.code.listing import Listing

FILE = "layer.py"
"""What a traceback calls the listing."""

Kind = Literal["line", "call", "return", "error"]


@dataclass(frozen=True)
class Failure:
    """How a run ended before its end.

    Attributes
    ----------
    kind, message : str
        The exception, as ``AttributeError`` and what it says.
    places : tuple of (int, str)
        Line and function of each call, the innermost last.
    """

    kind: str
    message: str
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Moment:
    """What has just happened in a run.

    Attributes
    ----------
    kind : str
        A ``line`` is done; a function is entered (``call``) or left (``return``); an ``error``.
    line : int
        Counted from 1; for a call, the line of ``def``.
    stack : tuple of frame
        The innermost last. To be read at once, since they go on.
    returned : object
        What a function returned.
    """

    kind: Kind
    line: int
    stack: tuple[FrameType, ...]
    returned: Any = None


class Enough(Exception):
    """Raised by who watches a run and has seen enough of it."""


Watch = Callable[[Moment], None]


def run(
    listing: Listing,
    operands: Mapping[str, Any],
    watch: Watch | None = None,
    known: Mapping[str, Callable[..., Any]] | None = None,
) -> tuple[Any, Failure | None]:
    """Run a listing.

    Parameters
    ----------
    listing : Listing
    operands : mapping
        Arguments of its function ``run``.
    watch : function (Moment), optional
        Told of each step. It may raise `Enough`, which ends the run.
    known : mapping of str to function, optional
        Functions of the listing that are not run, and what answers in their place.

    Returns
    -------
    returned : tuple or None
        ``(out, db, dW, dx)``; None where it came to no end.
    failure : Failure or None
        The exception that ended it.

    Examples
    --------
    >>> import numpy as np
    >>> from lesson.code.listing import listing
    >>> x, W = np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2))
    >>> one = dict(x=x, W=W, b=np.zeros(1), stride=1, pad=0, dout=np.ones((1, 1, 2, 2)))
    >>> run(listing("book"), one)[0][0].tolist()
    [[[[4.0, 4.0], [4.0, 4.0]]]]
    """
    namespace: dict[str, Any] = {}
    exec(_compiled(listing.text), namespace)
    namespace.update(known or {})
    tracer = _Tracer(namespace, watch) if watch else None
    before = sys.gettrace()
    try:
        if tracer:
            sys.settrace(tracer.begin)
        return namespace["run"](**operands), None
    except Enough:
        return None, None
    except Exception as error:
        return None, _failure(error, namespace)
    finally:
        sys.settrace(before)
        if tracer:
            tracer.forget()


@lru_cache(maxsize=128)  # a listing is compiled for longer than it runs; slips and listings are few
def _compiled(text: str) -> CodeType:
    return compile(text, FILE, "exec")


def _failure(error: Exception, namespace: Mapping[str, Any]) -> Failure:
    places, at = [], error.__traceback__
    while at:
        if at.tb_frame.f_globals is namespace:
            places.append((at.tb_lineno, at.tb_frame.f_code.co_name))
        at = at.tb_next
    return Failure(type(error).__name__, str(error), tuple(places))


class _Tracer:
    """Turns what the interpreter tells into moments.

    It tells of a line before it runs; a line is done when the next thing happens in its frame.
    """

    def __init__(self, namespace: Mapping[str, Any], watch: Watch) -> None:
        self._namespace = namespace
        self._watch = watch
        self._stack: list[FrameType] = []
        self._pending: list[int] = []
        self._failed = False

    def forget(self) -> None:
        """Let the frames go, which know this tracer: else their arrays wait for the collector."""
        self._stack.clear()

    def begin(self, frame: FrameType, event: str, arg: Any) -> Callable[..., Any] | None:
        """Follow a frame of the listing; NumPy's run at their own speed."""
        if frame.f_globals is not self._namespace:
            return None
        self._stack.append(frame)
        self._pending.append(0)
        self._tell("call", frame.f_code.co_firstlineno)
        return self._follow

    def _follow(self, frame: FrameType, event: str, arg: Any) -> Callable[..., Any]:
        pending = self._pending[-1]
        if event == "line":
            if pending:
                self._tell("line", pending)
            self._pending[-1] = frame.f_lineno
        elif event == "exception" and not self._failed:
            self._failed = True
            self._tell("error", pending)
        elif event == "return":
            if not self._failed:
                self._tell("return", pending, arg)
            self._stack.pop()
            self._pending.pop()
        return self._follow

    def _tell(self, kind: Kind, line: int, returned: Any = None) -> None:
        self._watch(Moment(kind, line, tuple(self._stack), returned))
