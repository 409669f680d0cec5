"""Tasks in the coordinator's hands."""
