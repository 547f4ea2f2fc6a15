"""`check_my_layer.py`: a file that holds a learner's own layer against the right numbers."""
