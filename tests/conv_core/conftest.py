"""Fixtures of the core's tests."""

import pytest

from conv_core.fast import filter_forms, plan, tiles, unrolling
from tests.conv_core.loops import CASES

collect_ignore = ["record_torch.py"]  # a script that needs PyTorch, which is no test dependency


@pytest.fixture(params=list(CASES.values()), ids=list(CASES))
def case(request):
    """A layer's settings, one after the other."""
    return request.param


@pytest.fixture(params=["whole", "added by axes", "tiles", "small tiles"])
def way(request, monkeypatch):
    """All ways to compute, whatever the size of the input."""
    if request.param == "added by axes":
        monkeypatch.setattr(unrolling, "FEW", 0)
    if "tiles" in request.param:
        monkeypatch.setattr(plan, "LARGE", 0)
    if request.param == "small tiles":
        monkeypatch.setattr(tiles, "TILE", 64)
        monkeypatch.setattr(tiles, "NARROWEST", 3)
    return request.param


@pytest.fixture(params=["small kernels", "strips"])
def blas(request, monkeypatch):
    """Both kinds of BLAS that the filters are laid out for, whichever this machine has."""
    monkeypatch.setattr(filter_forms, "SMALL_KERNELS", request.param == "small kernels")
