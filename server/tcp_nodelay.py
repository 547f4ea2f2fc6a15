"""Small messages are sent at once (TCP_NODELAY)."""

from __future__ import annotations

import os
import socket
import stat

from streamlit.logger import get_logger

_LOG = get_logger(__name__)


def set_tcp_nodelay() -> int:
    """Let no connection hold small messages back until earlier ones are confirmed (TCP_NODELAY).

    A rerun is some fifty small messages, and a browser confirms late: each change of a slider would
    wait 35 ms for nothing. asyncio sets the option only for sockets that were opened as TCP by
    name, which Streamlit's is not; uvloop always sets it.

    Returns
    -------
    count : int
        How many listening sockets were told; connections inherit it from them.
    """
    told = 0
    for name in os.listdir("/dev/fd"):
        try:
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            with socket.socket(fileno=os.dup(int(name))) as door:
                told += _tell(door)
        except OSError:
            # the listing's own descriptor, or one that was closed meanwhile
            continue
    _LOG.debug("Told %d sockets to send at once.", told)
    return told


def _tell(door: socket.socket) -> bool:
    if door.family not in (socket.AF_INET, socket.AF_INET6) or door.type != socket.SOCK_STREAM:
        return False
    if not door.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return False
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return True
