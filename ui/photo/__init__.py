"""The filters on a photograph at its own size."""
