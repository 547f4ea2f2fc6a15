"""An array of the lesson as a table of numbers."""
