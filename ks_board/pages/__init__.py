"""Pages that join features: start, unit, post, responsibility, legal pages, health."""
