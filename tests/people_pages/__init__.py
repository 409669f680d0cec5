"""People in the coordinator's hands."""
