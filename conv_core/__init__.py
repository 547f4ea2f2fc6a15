"""The convolution layer, its geometry and its steps, in plain NumPy."""

from conv_core.errors import GeometryError
from conv_core.geometry import Geometry, output_size

__all__ = ["Geometry", "GeometryError", "output_size"]
