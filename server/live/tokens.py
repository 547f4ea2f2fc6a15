"""Who teaches, and who is who: a signature, and a name that leads back to nobody."""

from __future__ import annotations

import hashlib
import hmac
import time

from itsdangerous import BadData, URLSafeTimedSerializer

HOURS = 24
SKEW = 300
"""Seconds by which the clocks of two servers may differ."""
_SALT = "conv lab: who teaches"


def token_for(secret: str, room: str) -> str:
    """The token of a room's teacher.

    Parameters
    ----------
    secret : str
        The room's own, 64 hex digits: with the room, all its tokens die.
    room : str
        Its code.

    Examples
    --------
    >>> is_teacher("ab" * 32, "K7Q2X", token_for("ab" * 32, "K7Q2X"))
    True
    >>> is_teacher("cd" * 32, "K7Q2X", token_for("ab" * 32, "K7Q2X"))
    False
    """
    return str(_signer(secret).dumps(room))


def is_teacher(secret: str, room: str, token: str) -> bool:
    """Whether a token was made for this room, in the last `HOURS`."""
    try:
        signed, made = _signer(secret).loads(token, return_timestamp=True)
    except BadData:
        return False
    # another machine signed it, perhaps, and its clock is a little fast
    return bool(signed == room and -SKEW <= time.time() - made.timestamp() <= HOURS * 3600)


def who_is(secret: str, key: str) -> str:
    """What a store knows of a tab's key: nothing that another room, or anybody, could undo."""
    return hmac.new(bytes.fromhex(secret), key.encode(), hashlib.sha256).hexdigest()[:32]


def _signer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        secret, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}
    )
