"""Words on screen: one file for each language, asked for by id."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

NATIVE = {"en": "English", "ja": "日本語"}
"""What each language calls itself, whatever language the page is in."""
WORDS = Path(__file__).parent / "words"


class Words:
    """The sentences of one language.

    Parameters
    ----------
    language : str
        ``"en"`` or ``"ja"``.

    Examples
    --------
    >>> vocabulary("en")("controls.stride")
    'Stride'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._table = _flat(_load(f"{language}.toml"))
        self._sections: dict[str, dict[str, str]] = {}
        self._table |= {f"refusal.{k}": v for k, v in _load(f"refusal.{language}.toml").items()}

    def __call__(self, name: str, **facts: Any) -> str:
        """The sentence `name` with its facts filled in; KeyError for a name nobody wrote."""
        text = self._table[name]
        return text.format(**facts) if facts else text

    def section(self, prefix: str) -> Mapping[str, str]:
        """All sentences whose id starts with ``prefix.``, keyed by the rest of the id."""
        if prefix not in self._sections:
            start = f"{prefix}."
            self._sections[prefix] = {
                name.removeprefix(start): text
                for name, text in self._table.items()
                if name.startswith(start)
            }
        return self._sections[prefix]

    @property
    def names(self) -> frozenset[str]:
        """All ids, so that a test can hold the languages against each other."""
        return frozenset(self._table)


@lru_cache
def vocabulary(language: str) -> Words:
    """The words of a language, read once."""
    return Words(language)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / name).read_text(encoding="utf-8"))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat
