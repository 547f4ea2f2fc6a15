"""What the server keeps for a while, in one file that all its processes share."""
