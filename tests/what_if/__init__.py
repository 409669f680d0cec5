"""What if somebody were gone."""
