"""Record what PyTorch computes, for `test_recorded.py`; PyTorch itself is no test dependency.

python3 -m venv /tmp/torchvenv && /tmp/torchvenv/bin/pip install torch==2.13.0 numpy
/tmp/torchvenv/bin/python tests/conv_core/record_torch.py
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

torch = import_module("torch")
RECORDS = Path(__file__).parent / "records"

# N, C, in_h, in_w, FN, FH, FW, stride, pad, dilation, groups, dtype
CASES = [
    (2, 3, 7, 8, 4, 3, 2, (1, 1), (0, 0), (1, 1), 1, "float64"),
    (1, 2, 9, 6, 3, 4, 3, (2, 1), (1, 2), (1, 1), 1, "float64"),
    (3, 1, 11, 10, 2, 3, 4, (3, 2), (0, 1), (2, 1), 1, "float64"),
    (2, 4, 8, 9, 6, 3, 2, (1, 2), (2, 1), (1, 3), 2, "float64"),
    (1, 3, 10, 7, 6, 2, 3, (2, 3), (3, 0), (3, 2), 3, "float64"),
    (2, 5, 6, 7, 3, 1, 1, (2, 2), (0, 0), (1, 1), 1, "float64"),
    (2, 3, 9, 8, 4, 3, 2, (2, 1), (1, 1), (1, 2), 1, "float32"),
    (1, 6, 7, 11, 4, 2, 5, (1, 3), (1, 2), (2, 1), 2, "float32"),
    (4, 2, 5, 6, 3, 5, 4, (1, 1), (2, 3), (1, 1), 1, "float32"),
]
# in_h, in_w, FH, FW, dilation with stride 1, the only one for which PyTorch knows "same"
SAME = [(7, 8, 3, 5, (1, 1)), (6, 9, 2, 4, (1, 1)), (9, 10, 4, 3, (3, 2))]


def numbers(rng, *shape, dtype):
    """Random numbers with few digits, so that the records stay small."""
    return torch.tensor(np.round(rng.uniform(-3, 3, shape), 2).astype(dtype), requires_grad=True)


def record(rng, x_shape, W_shape, settings, dtype):
    """Run one layer forward and backward."""
    x, W = numbers(rng, *x_shape, dtype=dtype), numbers(rng, *W_shape, dtype=dtype)
    b = numbers(rng, W_shape[0], dtype=dtype)
    conv = torch.nn.functional.conv2d
    stride, pad, dilation, groups = settings
    out = conv(x, W, b, stride, pad, dilation, groups)
    dout = numbers(rng, *out.shape, dtype=dtype)
    out.backward(dout)
    arrays = {"x": x, "W": W, "b": b, "dout": dout, "out": out}
    arrays |= {"dx": x.grad, "dW": W.grad, "db": b.grad}
    return {name: array.detach().numpy() for name, array in arrays.items()}


def main():
    """Write one .npz with all arrays and one .json with the settings."""
    rng = np.random.default_rng(2026)
    arrays: dict[str, Any] = {}
    listing: list[dict[str, Any]] = []
    for N, C, in_h, in_w, FN, FH, FW, stride, pad, dilation, groups, dtype in CASES:
        shapes = (N, C, in_h, in_w), (FN, C // groups, FH, FW)
        listing.append({"stride": stride, "pad": pad, "dilation": dilation, "groups": groups})
        recorded = record(rng, *shapes, (stride, pad, dilation, groups), dtype)
        arrays |= {f"{len(listing) - 1}_{name}": array for name, array in recorded.items()}
    for in_h, in_w, FH, FW, dilation in SAME:
        listing.append({"stride": 1, "pad": "same", "dilation": dilation, "groups": 1})
        shapes = (2, 3, in_h, in_w), (4, 3, FH, FW)
        recorded = record(rng, *shapes, (1, "same", dilation, 1), "float64")
        arrays |= {f"{len(listing) - 1}_{name}": array for name, array in recorded.items()}
    np.savez_compressed(RECORDS / "conv2d.npz", **arrays)
    made = {"torch": torch.__version__, "cases": listing}
    (RECORDS / "conv2d.json").write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
