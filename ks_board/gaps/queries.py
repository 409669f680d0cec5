"""Find the gaps of a day. The number of statements depends neither on the town nor on the rules asked for."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, literal, select, union_all

from ks_board.core.db import db
from ks_board.core.once import once
from ks_board.gaps.condition import Asked, Condition, bound_days
from ks_board.gaps.models import Measure, MeasureStatus, SubjectKind
from ks_board.gaps.models import Rule as RuleRow
from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.rulebook import list_rules
from ks_board.gaps.rules import EVERY_QUESTION, Rule, days_before, five_years_before
from ks_board.gaps.words import gone_people
from ks_board.people.models import Person
from ks_board.town.queries import list_settings

NOBODY: frozenset[int] = frozenset()
AT_WORK = (MeasureStatus.OPEN, MeasureStatus.WAITING)
GONE = gone_people(Asked.on)


@dataclass(frozen=True, slots=True)
class Ended:
    """Ids of units and pots that are treated as if they had been valid until the day before."""

    units: frozenset[int] = NOBODY
    pots: frozenset[int] = NOBODY


NOTHING_ENDED = Ended()


@dataclass(frozen=True, slots=True)
class Planned:
    """What someone already does about a gap."""

    ref: str
    title: str
    due_on: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing on a day: a rule and its subject. Computed, never stored."""

    rule: Rule
    kind: SubjectKind
    subject_id: int | None
    """None for a town without units."""
    subject_ref: str
    question_ref: str
    unit_id: int | None
    area_id: int | None
    not_before: date | None
    """The gap cannot be older, as far as its own row tells; `gaps/since.py` tells since when it lasts."""
    planned: Planned | None


def find_gaps(
    on: date,
    *,
    without: Collection[int] = NOBODY,
    ended: Ended = NOTHING_ENDED,
    only_public: bool = False,
    rules: Collection[str] | None = None,
    question_ref: str | None = None,
    unit_id: int | None = None,
    subject: tuple[SubjectKind, int] | None = None,
) -> list[Gap]:
    """Return the gaps on a day, in the order of the rules and refs, in at most four statements.

    `without`: ids of people treated as if they had left the day before; `ended`: units and pots as if they had ended
    then. `rules`: refs, all if None.
    `question_ref`, `unit_id` and `subject` narrow the search, which is much faster than leaving gaps out later.
    """
    kind = subject[0] if subject else None
    wanted = {rule.ref: rule for rule in list_rules() if _is_wanted(rule, only_public, rules, question_ref, kind)}
    if not wanted:
        return []
    statement = union_all(
        *(_select(r.ref, r.condition, unit_id is not None, subject is not None) for r in wanted.values())
    )
    narrowed = {"unit": unit_id, "subject": subject[1] if subject else None}
    rows = db.session.execute(statement, bound_values(wanted.values(), on, without, ended) | narrowed)
    planned = _planned()
    order = {ref: number for number, ref in enumerate(wanted)}
    found = sorted(rows, key=lambda row: (order[row.rule], len(row.subject_ref), row.subject_ref))
    gaps = [_gap(wanted[row.rule], row, planned) for row in found]
    return gaps if question_ref is None else [gap for gap in gaps if gap.question_ref == question_ref]


def count_by_question(gaps: Iterable[Gap]) -> dict[str, Counter[int]]:
    """Count gaps by question and severity."""
    counts: dict[str, Counter[int]] = {}
    for gap in gaps:
        counts.setdefault(gap.question_ref, Counter())[gap.rule.severity] += 1
    return counts


def _is_wanted(
    rule: Rule, only_public: bool, refs: Collection[str] | None, question_ref: str | None, kind: SubjectKind | None
) -> bool:
    return (
        rule.enabled
        and (rule.public or not only_public)
        and (refs is None or rule.ref in refs)
        and (question_ref is None or rule.question_ref in {question_ref, EVERY_QUESTION})
        and (kind is None or REGISTRY[rule.condition].kind is kind)
    )


@cache
def _select(ref: str, condition: str, of_unit: bool, of_subject: bool) -> Select[Any]:
    """Return the SELECT of a rule; kept, because building all of them takes longer than running them."""
    query = REGISTRY[condition].find(Asked(ref, GONE))
    columns = query.selected_columns
    if of_unit:
        query = query.where(columns.unit_id == bindparam("unit", type_=Integer))
    if of_subject:
        query = query.where(columns.subject_id == bindparam("subject", type_=Integer))
    return query.add_columns(literal(ref).label("rule"))


def bound_values(
    rules: Iterable[Rule], on: date, without: Collection[int] = NOBODY, ended: Ended = NOTHING_ENDED
) -> dict[str, Any]:
    """Return the values of all names that conditions use."""
    settings = list_settings()
    term_start = settings.get("council_term_start")
    values: dict[str, Any] = {
        "on": on,
        "eve": days_before(on, 1),
        "five_years_ago": five_years_before(on),
        "without": list(without),
        "ended_units": list(ended.units),
        "ended_pots": list(ended.pots),
        "town_ref": settings.get("town_id") or None,
        "council_term_start": date.fromisoformat(term_start) if term_start else None,
    }
    for rule in rules:
        values |= bound_days(rule, on)
    return values


@once
def _planned() -> dict[tuple[str, str], Planned]:
    """Return the open and waiting measures by rule and subject; of several, the one due first."""
    query = (
        select(RuleRow.ref.label("rule"), Measure.subject_ref, Measure.ref, Measure.title, Measure.due_on)
        .add_columns(Person.given_name, Person.family_name)
        .join(RuleRow, RuleRow.id == Measure.rule_id)
        .join(Person, Person.id == Measure.owner_person_id)
        .where(Measure.status.in_(AT_WORK), Measure.subject_ref.is_not(None))
        .order_by(Measure.due_on.desc().nulls_first(), Measure.id.desc())
    )
    return {
        (row.rule, row.subject_ref): Planned(row.ref, row.title, row.due_on, f"{row.given_name} {row.family_name}")
        for row in db.session.execute(query)
    }


def _gap(rule: Rule, row: Any, planned: dict[tuple[str, str], Planned]) -> Gap:
    condition = REGISTRY[rule.condition]
    return Gap(
        rule,
        condition.kind,
        row.subject_id,
        row.subject_ref,
        row.subject_ref if condition.kind is SubjectKind.QUESTION else rule.question_ref,
        row.unit_id,
        row.area_id,
        _not_before(condition, row, rule.threshold),
        planned.get((rule.ref, row.subject_ref)),
    )


def _not_before(condition: Condition, row: Any, threshold: int) -> date | None:
    turned = None if row.fact is None else condition.turn(row.fact, threshold)
    return max((day for day in (row.since, row.unit_since, turned) if day is not None), default=None)
