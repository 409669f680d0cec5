"""The rules as data: what the town set, else what the built-in pack says. Knows neither Flask nor the database."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

PACK = Path(__file__).parent.parent / "data" / "pack" / "rules.csv"
EVERY_QUESTION = "*"
SEVERITIES = (3, 2, 1)

# "Never about people, messages, certificates or money": a town may hide more from the public, but not show these.
NEVER_PUBLIC_KINDS = frozenset(
    {"person", "appointment", "assignment", "tandem", "sponsorship", "message", "measure", "pot", "grant"}
)
NEVER_PUBLIC_RULES = frozenset({"task-contact-left", "post-funding-ends", "recurring-temporary-money"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it counts in this town."""

    ref: str
    question_ref: str
    """The question of its gaps, or `*`: each gap is about a question of its own."""
    subject_kind: str
    severity: int
    """3 = somebody may be let down, 2 = weakens, 1 = tidy up."""
    threshold: int
    title_de: str
    title_en: str
    action_de: str
    action_en: str
    enabled: bool
    public: bool
    condition: str
    """The built-in rule whose condition is asked; its own ref, unless a further checklist asks it, too."""


@cache
def built_in() -> dict[str, Rule]:
    """Return the rules of the built-in pack by ref, in its order."""
    with PACK.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _from_pack(row) for row in csv.DictReader(file)}


def may_be_public(rule: Rule) -> bool:
    """Tell whether a town may show the gaps of this rule to everybody."""
    return rule.subject_kind not in NEVER_PUBLIC_KINDS and rule.condition not in NEVER_PUBLIC_RULES


def days_before(day: date, days: int) -> date:
    """Return the day so many days before, but none outside the calendar."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min if days > 0 else date.max


def five_years_before(day: date) -> date:
    """Return the same calendar day five years before; 29 February counts back to 28 February."""
    return day.replace(year=day.year - 5, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 5)


def five_years_after_the_next_day(day: date) -> date:
    """Return the first day on which `day` lies before the same calendar day five years ago."""
    following = day + timedelta(days=1)
    if (following.month, following.day) == (2, 29):
        return date(following.year + 5, 3, 1)
    return following.replace(year=following.year + 5)


def _from_pack(row: dict[str, str]) -> Rule:
    return Rule(
        ref=row["id"],
        question_ref=row["question_id"],
        subject_kind=row["subject_kind"],
        severity=int(row["severity"]),
        threshold=int(row["threshold_days"] or 0),
        title_de=row["title_de"],
        title_en=row["title_en"],
        action_de=row["action_de"],
        action_en=row["action_en"],
        enabled=row["enabled"] == "1",
        public=row["public"] == "1",
        condition=row["id"],
    )
