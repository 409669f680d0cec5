"""What a rule's condition is: a small function from the day asked for to a SELECT of its gaps, all of one shape."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from sqlalchemy import CTE, Date, Integer, Select, String, bindparam, cast, null, select

from ks_board.gaps.models import SubjectKind
from ks_board.gaps.rules import Rule, days_before

_NO_ID, _NO_DAY = cast(null(), Integer), cast(null(), Date)


class Asked:
    """What a condition is asked, as names of bound values: so each SELECT is built once, for any day and threshold.

    `gone` are the people who have left by then, with the day on which they left. `ended_units` and `ended_pots` are
    those thought away: as if they had been valid until the day before.
    """

    on: Any = bindparam("on", type_=Date)
    five_years_ago: Any = bindparam("five_years_ago", type_=Date)
    town_ref: Any = bindparam("town_ref", type_=String)
    council_term_start: Any = bindparam("council_term_start", type_=Date)
    ended_units: Any = bindparam("ended_units", type_=Integer, expanding=True)
    ended_pots: Any = bindparam("ended_pots", type_=Integer, expanding=True)

    def __init__(self, rule_ref: str, gone: CTE) -> None:
        key = _key(rule_ref)
        self.gone = gone
        self.ago: Any = bindparam(f"{key}_ago", type_=Date)
        self.ahead: Any = bindparam(f"{key}_ahead", type_=Date)
        self.threshold: Any = bindparam(f"{key}_threshold", type_=Integer)


def bound_days(rule: Rule, on: date) -> dict[str, date | int]:
    """Return the values of the names that depend on a rule: its threshold, and the days so many days ago and ahead."""
    key = _key(rule.ref)
    return {
        f"{key}_ago": days_before(on, rule.threshold),
        f"{key}_ahead": days_before(on, -rule.threshold),
        f"{key}_threshold": rule.threshold,
    }


def _key(rule_ref: str) -> str:
    """Return the beginning of a rule's names; a town may call its own rules as it likes."""
    return f"rule_{rule_ref.replace('-', '_')}"


Turn = Callable[[date, int], date]
"""From the dated fact and the threshold to the first day on which the fact is a gap."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule in code."""

    rule_ref: str
    kind: SubjectKind
    turn: Turn
    find: Callable[[Asked], Select[Any]]


def condition(rule_ref: str, kind: SubjectKind, turn: Turn = lambda day, _: day) -> Callable[..., Condition]:
    """Make a function from Asked to a SELECT of `gaps_of` columns the condition of a rule."""
    return lambda find: Condition(rule_ref, kind, turn, find)


def conditions_in(module: ModuleType) -> tuple[Condition, ...]:
    """Return the conditions of a module in the order in which they are written."""
    return tuple(value for value in vars(module).values() if isinstance(value, Condition))


def gaps_of(
    subject: Any,
    *,
    unit: Any = _NO_ID,
    area: Any = _NO_ID,
    since: Any = _NO_DAY,
    unit_since: Any = _NO_DAY,
    fact: Any = _NO_DAY,
) -> Select[Any]:
    """Return the SELECT of a condition: the subject, where it belongs, and the days that tell since when.

    The gap cannot be older than `since` and `unit_since`; the rule's `turn` says how the day of `fact` bounds it.
    """
    columns = {"unit_id": unit, "area_id": area, "since": since, "unit_since": unit_since, "fact": fact}
    return select(
        subject.id.label("subject_id"),
        subject.ref.label("subject_ref"),
        *(column.label(name) for name, column in columns.items()),
    )


def the_day_after(day: date, threshold: int) -> date:
    """Turn on the day after the fact."""
    return days_before(day, -1)


def on_day(day: date, threshold: int) -> date:
    """Turn when the fact is as many days ago as the threshold says."""
    return days_before(day, -threshold)


def after_day(day: date, threshold: int) -> date:
    """Turn when the fact is more days ago than the threshold says."""
    return days_before(day, -threshold - 1)


def ahead_of(day: date, threshold: int) -> date:
    """Turn as many days before the fact as the threshold says."""
    return days_before(day, threshold)
