"""The convolution layer, its geometry and its steps, in plain NumPy."""

from conv_core.axis import output_size
from conv_core.errors import GeometryError
from conv_core.geometry import Geometry
from conv_core.grouping import over_all_channels
from conv_core.im2col import col2im, im2col
from conv_core.layer import Convolution
from conv_core.padding import padded
from conv_core.steps import BackwardStep, ForwardStep, backward_step, forward_step

__all__ = [
    "BackwardStep",
    "Convolution",
    "ForwardStep",
    "Geometry",
    "GeometryError",
    "backward_step",
    "col2im",
    "forward_step",
    "im2col",
    "output_size",
    "over_all_channels",
    "padded",
]
