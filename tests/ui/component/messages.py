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
        short = kind == "hundredths"
        dtype = np.dtype("int16" if short else kind).newbyteorder("<")
        count = 1 if alike else int(np.prod(shape))
        sent = np.frombuffer(message, dtype, count, place)
        place += sent.nbytes
        values = (sent / 100).astype(np.float32) if short else sent
        arrays[name] = np.broadcast_to(values, shape) if alike else values.reshape(shape)
    assert place + -place % 8 == len(message)
    return header, arrays
