"""Floor 1: the lesson state, its inputs and filters, reading of pictures, words."""
