"""Reading of messages by Python, for tests: shares no code with what packs them."""

import json
from typing import Any

import numpy as np


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and arrays of a message."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(message[4 : 4 + length])
    place = 4 + length
    arrays = {}
    for name, kind, shape, alike in header["arrays"]:
        place += -place % 8
        dtype = np.dtype(kind).newbyteorder("<")
        count = 1 if alike else int(np.prod(shape))
        sent = np.frombuffer(message, dtype, count, place)
        arrays[name] = np.broadcast_to(sent, shape) if alike else sent.reshape(shape)
        place += sent.nbytes
    assert place + -place % 8 == len(message)
    return header, arrays
