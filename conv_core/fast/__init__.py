"""How the layer is computed quickly; what it computes is said in the folder above.

`plan` chooses between two ways. `whole` takes small images: `unrolling` makes their matrix, and
`products` multiplies it. `tiled` takes large images piece by piece: `tiles` cuts them,
`filter_forms` lays the filters out, and `scratch` lends memory. Both give the same numbers.
"""
