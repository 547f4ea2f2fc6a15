"""What the backward lesson needs: dout, the check of the gradient, learning."""
