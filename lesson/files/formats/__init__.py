"""The containers of picture files, read before any decoder: size, orientation, pixel parts.

Each module takes one format apart with a bounded amount of work and hands on only what the pixels
need. Comments, colour profiles, thumbnails, later frames and other applications' data stay behind,
so that no decoder ever parses them.
"""
