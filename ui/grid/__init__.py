"""The number grid: Python's half and the browser's."""
