"""What the photo lesson needs: its filters, and passes over a large photograph."""
