"""File descriptors: the first hard wall of a class."""

from __future__ import annotations

import resource

from streamlit.logger import get_logger

WANTED = 16_384
LEAST = 1_024
PER_TAB = 5
"""A connected tab costs a websocket, an epoll and a socket pair; in a class, one more websocket."""
RESERVE = 200
"""For pages that load, files that arrive, and Python itself."""

_LOG = get_logger(__name__)


class TooFewDescriptors(RuntimeError):
    """The system grants this process too few file descriptors to serve a class."""


def raise_limit() -> int:
    """Raise the limit of open files as far as the system lets us, up to `WANTED`.

    Returns
    -------
    limit : int
        How many files may be open from now on.

    Raises
    ------
    TooFewDescriptors
        If that is less than `LEAST`.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    limit = max(limit, soft) if soft != resource.RLIM_INFINITY else WANTED
    if limit < LEAST:
        raise TooFewDescriptors(
            f"Conv Lab may open {limit} files at once here, enough for {tabs(limit)} students; it "
            f"needs {LEAST}. Raise the limit: `ulimit -n {WANTED}` in the shell that starts it, or "
            f"LimitNOFILE={WANTED} in its systemd unit."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    _LOG.info("May open %d files at once.", limit)
    return limit


def tabs(limit: int) -> int:
    """How many tabs fit below a limit of open files.

    Examples
    --------
    >>> tabs(16_384)
    3236
    """
    return max(0, (limit - RESERVE) // PER_TAB)
