"""Real parts that some tests need: missing in CI they fail, elsewhere they say what to install."""

from __future__ import annotations

import os

import pytest

from scripts.parts import found, word


def need(part: object, missing: str) -> None:
    """Skip, or fail where nothing may be left out.

    Parameters
    ----------
    part : object
        What was looked for; None where it is not here.
    missing : str
        What is missing, and how to get it.
    """
    if part is not None:
        return
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def need_part(package: str) -> None:
    """Likewise, for one of `scripts.parts.PARTS`."""
    need(found(package), word(package))
