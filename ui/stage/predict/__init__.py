"""Predict: a number is asked before it is shown."""
