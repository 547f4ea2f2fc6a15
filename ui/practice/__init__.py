"""The practice page: a question at a time, and what the answers have come to."""
