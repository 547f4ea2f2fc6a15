"""The gradient goes back."""
