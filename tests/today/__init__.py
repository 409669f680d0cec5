"""The coordinator's day."""
