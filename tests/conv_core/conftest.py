"""Fixtures of the core's tests."""

import pytest

from conv_core import plan, tiles
from tests.conv_core.loops import CASES

collect_ignore = ["record_torch.py"]  # a script that needs PyTorch, which is no test dependency


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def case(request):
    """A layer's settings, one after the other."""
    return request.param


@pytest.fixture(params=["whole", "tiles", "small tiles"])
def way(request, monkeypatch):
    """Both ways to compute, whatever the size of the input."""
    if request.param != "whole":
        monkeypatch.setattr(plan, "LARGE", 0)
    if request.param == "small tiles":
        monkeypatch.setattr(tiles, "TILE", 64)
        monkeypatch.setattr(tiles, "NARROWEST", 3)
    return request.param
