"""im2col and the matrix product."""
