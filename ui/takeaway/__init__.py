"""What leaves the app: pictures, films, numbers, a whole page in one file."""
