"""The sliding filter."""
