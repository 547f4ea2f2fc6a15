"""The viewer: a photograph and its feature maps, side by side, at any zoom."""
