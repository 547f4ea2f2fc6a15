"""Single-key shortcuts, and the switch that turns them off."""
