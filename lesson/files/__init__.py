"""Files that visitors hand in, read with suspicion."""
