"""Series: recurrence rules (RFC 5545), the dates they give, and how people say them.

Pure: no database, no clock, no request. A series is stored as local time in Europe/Berlin and its rule as text;
it has at most one occurrence a day, so its date (`rule_date`) is its key inside the series.
"""

from ks_board.tasks.recurrence.dates import Occurrence, fits, last_day, next_start, occurrences
from ks_board.tasks.recurrence.rule import Rule, RuleError, parse
from ks_board.tasks.recurrence.words import in_words

__all__ = ["Occurrence", "Rule", "RuleError", "fits", "in_words", "last_day", "next_start", "occurrences", "parse"]
