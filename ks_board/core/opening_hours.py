"""Opening hours in words: a place says "Mo-Fr 9-12 Uhr", a page says "Montag bis Freitag 9 bis 12 Uhr".

The town typed the text in German, so it stays German on English pages, too.
"""

import re

DAYS = {
    "Mo": "Montag",
    "Di": "Dienstag",
    "Mi": "Mittwoch",
    "Do": "Donnerstag",
    "Fr": "Freitag",
    "Sa": "Samstag",
    "So": "Sonntag",
}
# What may follow a short day: "So lange der Vorrat reicht" speaks of no Sunday.
_FOLLOWS = r"(?=\s*(?:[-–,;:/+&]|\d|$|(?:und|bis|nach|ab|von|oder)\b))"
_DAY = re.compile(rf"\b({'|'.join(DAYS)})\b\.?{_FOLLOWS}")
_DAYS = re.compile(rf"\b({'|'.join(DAYS.values())})\s*[-–]\s*({'|'.join(DAYS.values())})\b")
_CLOCK = r"\b([01]?\d|2[0-4])(?:[.:]([0-5]\d))?"
_HOURS = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}(?=\s*(?:Uhr\b|h\b|und\b|oder\b|[,;/]|$))")


def opening_in_words(text: str) -> str:
    """Return opening hours without short forms and dashes; what it does not know it leaves as it was typed."""
    whole = _DAYS.sub(r"\1 bis \2", _DAY.sub(lambda found: DAYS[found[1]], text))
    return _HOURS.sub(lambda found: f"{_clock(found[1], found[2])} bis {_clock(found[3], found[4])}", whole)


def _clock(hour: str, minutes: str | None) -> str:
    return f"{int(hour)}.{minutes}" if minutes and minutes != "00" else str(int(hour))
