"""Worksheets: a page of paper from a lesson."""
