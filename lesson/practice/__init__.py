"""Practice: a run of questions about small lessons that can be worked out by hand."""
