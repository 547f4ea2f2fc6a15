"""The stage's colours (`theme.js`), for charts and files; signed ones have zero in their middle."""

from __future__ import annotations

Stop = tuple[int, int, int]

DATA: dict[str, tuple[Stop, ...]] = {
    "light": ((3, 52, 118), (62, 130, 196), (247, 246, 243), (250, 176, 104), (214, 92, 8)),
    "dark": ((74, 144, 216), (44, 92, 148), (38, 42, 50), (178, 100, 40), (255, 190, 120)),
}
"""Signed numbers, from negative to positive."""

PLAIN: dict[str, tuple[Stop, ...]] = {
    "light": ((247, 246, 243), (206, 211, 219), (164, 172, 184), (118, 128, 144), (72, 82, 100)),
    "dark": ((38, 42, 50), (66, 73, 86), (98, 107, 122), (140, 149, 164), (196, 203, 214)),
}
"""Numbers of one sign, from zero."""
