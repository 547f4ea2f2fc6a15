"""The kit of every picture: component, player, panels, marks. It knows no lesson."""
