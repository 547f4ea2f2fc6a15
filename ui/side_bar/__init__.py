"""The side bar: the controls that all pages share."""
