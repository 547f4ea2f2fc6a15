"""A class, live: one teacher's steps, many students' screens, and what they answer."""
