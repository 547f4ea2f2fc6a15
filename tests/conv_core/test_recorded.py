"""The layer against recorded results of PyTorch; `record_torch.py` made the records."""

import json
from pathlib import Path

import numpy as np
import pytest

from conv_core import Convolution

RECORDS = Path(__file__).parent / "records"
SETTINGS = json.loads((RECORDS / "conv2d.json").read_text())["cases"]
ARRAYS = np.load(RECORDS / "conv2d.npz")


@pytest.mark.parametrize("index", range(len(SETTINGS)))
def test_forward_and_backward_agree_with_pytorch(index, way):
    names = ("x", "W", "b", "dout", "out", "dx", "dW", "db")
    x, W, b, dout, *results = (ARRAYS[f"{index}_{name}"] for name in names)
    layer = Convolution(W, b, **SETTINGS[index])
    ours = layer.forward(x), layer.backward(dout), layer.dW, layer.db
    tolerance = 2e-6 if x.dtype == np.float32 else 1e-13
    for mine, theirs in zip(ours, results, strict=True):
        assert (mine.dtype, mine.shape) == (theirs.dtype, theirs.shape)
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=tolerance * np.abs(theirs).max())


def test_the_records_cover_every_setting():
    assert len({str(case["stride"]) for case in SETTINGS}) > 5
    assert {case["groups"] for case in SETTINGS} == {1, 2, 3}
    assert {str(ARRAYS[f"{i}_x"].dtype) for i in range(len(SETTINGS))} == {"float32", "float64"}
