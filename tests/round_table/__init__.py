"""The Round Table answers the checklist."""
