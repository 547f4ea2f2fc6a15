"""What is measured: shapes from a lesson's 5x5 to a 12-megapixel photo, and the targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

Target = tuple[float, float]
"""What the ratio must be, and what it is aimed to be."""


@dataclass(frozen=True)
class Workload:
    """One convolution layer and its input.

    Parameters
    ----------
    name, about : str
        The letter in the tables, and what it stands for.
    shape : (N, C, in_h, in_w)
    FN, side : int
        Filters, and their height and width.
    pad : int
    dtype : str
        Of the input; the filters are float32.
    peers : tuple of str
        Names in `peers.PEERS` that can do it in reasonable time and memory.
    huge : tuple of str
        Peers whose backward pass needs more memory than machines have.
    forward, both : dict
        Targets for the forward pass, and for forward and backward, against peers by name.
    """

    name: str
    about: str
    shape: tuple[int, int, int, int]
    FN: int
    side: int
    pad: int = 0
    dtype: str = "float32"
    peers: tuple[str, ...] = ("PyTorch", "the book", "SciPy", "OpenCV")
    huge: tuple[str, ...] = ()
    forward: dict[str, Target] = field(default_factory=dict)
    both: dict[str, Target] = field(default_factory=dict)

    def arrays(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Random x, W and b, the same in every process."""
        import numpy as np  # the parent process starts children with other settings for NumPy

        rng = np.random.default_rng(7)
        x = rng.random(self.shape, dtype=np.float32)
        if self.dtype == "uint8":
            x = (255 * x).astype(np.uint8)
        W = rng.standard_normal((self.FN, self.shape[1], self.side, self.side), dtype=np.float32)
        return x, W, rng.standard_normal(self.FN, dtype=np.float32)


PHOTO = (1, 3, 3000, 4000)

WORKLOADS = {
    w.name: w
    for w in (
        Workload(
            "T", "1x1x5x5, 3x3", (1, 1, 5, 5), 1, 3,
            peers=("PyTorch", "the book", "SciPy", "OpenCV", "nested loops"),
            forward={"PyTorch": (0.7, 1.0), "the book": (6, 8)}, both={"PyTorch": (1.2, 2)},
        ),
        Workload(
            "S", "1x1x28x28, 8 filters 3x3 pad 1", (1, 1, 28, 28), 8, 3, 1,
            forward={"PyTorch": (0.7, 1.0), "the book": (4.5, 5.5)}, both={"PyTorch": (1.2, 2.2)},
        ),
        Workload(
            "M", "1x3x224x224, 16 filters 3x3 pad 1", (1, 3, 224, 224), 16, 3, 1,
            forward={"PyTorch": (0.5, 1.0), "the book": (3.5, 5)}, both={"PyTorch": (0.7, 1.5)},
        ),
        Workload(
            "B", "32x16x56x56, 32 filters 3x3", (32, 16, 56, 56), 32, 3,
            peers=("PyTorch", "the book"),
            forward={"PyTorch": (0.55, 1.0), "the book": (8, 11)}, both={"PyTorch": (0.6, 1.0)},
        ),
        Workload(
            "G", "1x3x1000x1000, 3 filters 3x3 pad 1", (1, 3, 1000, 1000), 3, 3, 1,
            forward={"PyTorch": (0.85, 1.1)},
        ),
        Workload(
            "P", "1x3x3000x4000, 3 filters 3x3", PHOTO, 3, 3,
            forward={"PyTorch": (2.8, 4), "the book": (18, 28)}, both={"PyTorch": (1.6, 3)},
            huge=("the book",),
        ),
        Workload(
            "P7", "1x3x3000x4000, 3 filters 7x7", PHOTO, 3, 7,
            peers=("PyTorch", "OpenCV"), forward={"PyTorch": (1.4, 2)},
        ),
        Workload(
            "Pg", "1x1x3000x4000 grey uint8, 1 filter 3x3", (1, 1, 3000, 4000), 1, 3,
            dtype="uint8", peers=("OpenCV",), forward={"OpenCV": (1.0, 1.5)},
        ),
    )
}  # fmt: skip
