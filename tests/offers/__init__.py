"""What the board looks for."""
