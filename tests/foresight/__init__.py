"""Other days, what comes, and calendars."""
