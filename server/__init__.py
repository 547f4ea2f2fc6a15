"""What only the server needs: warm-up, limits, headers. No page imports it."""
