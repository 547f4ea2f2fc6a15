"""What leaves the app as numbers: which arrays, how they are spelled, what files are called."""
