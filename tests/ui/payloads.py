"""Reading of the stage's messages, from their description and not from their writer."""

import json
import struct

import numpy as np


def unpack(message):
    """Header and arrays, as the browser reads them."""
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length].decode("utf-8"))
    place = (4 + length + 3) // 4 * 4
    arrays = {}
    for name, shape in header["arrays"].items():
        count = int(np.prod(shape))
        sent = np.frombuffer(message, "<f4", 1 if name in header["alike"] else count, place)
        arrays[name] = np.broadcast_to(sent, count).reshape(shape)
        place += sent.nbytes
    assert place == len(message)
    return header, arrays
