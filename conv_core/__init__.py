"""The convolution layer, its geometry and its steps, in plain NumPy."""

from conv_core.axis import output_size
from conv_core.errors import GeometryError
from conv_core.geometry import Geometry

__all__ = ["Geometry", "GeometryError", "output_size"]
