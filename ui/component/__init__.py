"""Components: their JavaScript joined, their code sent once, one way to spell their data."""
