"""The slips that people really make in a convolution layer: one catalogue for all who explain."""
