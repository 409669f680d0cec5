"""Commands about gaps and the checklist."""

import csv
import json
import sys
from collections import Counter
from datetime import date
from typing import Any

import click
from sqlalchemy import select

from ks_board.checklist.queries import list_newest_answers, list_questions
from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core import clock
from ks_board.core.db import db
from ks_board.core.errors import BadParameter, NotFound
from ks_board.gaps.describe import DescribedGap, describe
from ks_board.gaps.evidence import Evidence, find_evidence
from ks_board.gaps.queries import Gap, count_by_question, find_gaps
from ks_board.gaps.rules import SEVERITIES
from ks_board.people.models import Person

HEADER = ("rule_id", "subject_kind", "subject_id", "question_id")
FORMATS = click.Choice(["table", "json", "csv"])


@click.command("gaps")
@click.option("--on", "day", help="The day, such as 2026-12-24; today by default.")
@click.option("--without", "refs", help="Refs of people treated as if they had left, such as P001,P002.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
def gaps_command(day: str | None, refs: str | None, form: str) -> None:
    """Print every gap of a day, planned or not."""
    on, without = _day(day), _people(refs)
    gaps = find_gaps(on, without=without)
    if form == "csv":
        _print_csv(gaps)
        return
    described = describe(gaps, on, sees_names=True, without=without)
    if form == "json":
        click.echo(json.dumps([_as_json(gap) for gap in described], ensure_ascii=False, indent=1))
    else:
        _print_table(described)


@click.command("checklist")
@click.option("--on", "day", help="The day, such as 2026-12-24; today by default.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def checklist_command(day: str | None, form: str) -> None:
    """Print every question with the town's own answer, what the data say, and how many gaps there are."""
    on = _day(day)
    answers, evidence, gaps = list_newest_answers(), find_evidence(on), count_by_question(find_gaps(on))
    rows = [
        _question(row, answers.get(row.id), evidence.get(row.ref), gaps.get(row.ref, Counter()))
        for row in list_questions()
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for question in rows:
        numbers = "/".join(str(number) for number in question["gaps"].values())
        answer = question["answer"] or "-"
        click.echo(f"{question['question_id']:4}  {answer:6}  {numbers:8}  {question['evidence'] or '-'}")
    click.echo(f"{len(rows)} answers; gaps by severity 3/2/1")


def _question(row: Any, answer: Any, evidence: Evidence | None, gaps: Counter[int]) -> dict[str, Any]:
    return {
        "question_id": row.ref,
        "group": row.group.value,
        "number": row.number,
        "text": row.text,
        "answer": answer.answer.value if answer else None,
        "answered_on": answer.answered_on.isoformat() if answer else None,
        "comment": answer.comment if answer else None,
        "evidence": evidence.sentence if evidence else None,
        "part": evidence.part if evidence else None,
        "whole": evidence.whole if evidence else None,
        "gaps": {str(severity): gaps[severity] for severity in SEVERITIES},
    }


def _print_csv(gaps: list[Gap]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((gap.rule.ref, gap.kind.value, gap.subject_ref, gap.question_ref) for gap in gaps)


def _as_json(described: DescribedGap) -> dict[str, Any]:
    gap = described.gap
    return {
        "rule_id": gap.rule.ref,
        "subject_kind": gap.kind.value,
        "subject_id": gap.subject_ref,
        "question_id": gap.question_ref,
        "severity": gap.rule.severity,
        "since": described.since.isoformat() if described.since else None,
        "title": gap.rule.title_de,
        "subject": described.label,
        "unit_id": described.unit_ref,
        "action": gap.rule.action_de,
        "measure_id": gap.planned.ref if gap.planned else None,
    }


def _print_table(described: list[DescribedGap]) -> None:
    rows = [("question", "severity", "since", "rule", "subject")]
    for line in described:
        gap = line.gap
        since = line.since.isoformat() if line.since else "-"
        rows.append((gap.question_ref, str(gap.rule.severity), since, gap.rule.ref, f"{gap.subject_ref} {line.label}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))
    click.echo(f"{len(described)} gaps")


def _day(text: str | None) -> date:
    if text is None:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadParameter(f"--on is {text!r}; it must be a day such as 2026-12-24.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadParameter(f"--on is {text!r}; years run from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def _people(refs: str | None) -> set[int]:
    """Return the ids of people by their refs; raise NotFound for one that nobody has."""
    wanted = {ref.strip() for ref in (refs or "").split(",") if ref.strip()}
    found = {row.ref: row.id for row in db.session.execute(select(Person.ref, Person.id).where(Person.ref.in_(wanted)))}
    if unknown := sorted(wanted - found.keys()):
        raise NotFound(f"There is no person {', '.join(unknown)}.")
    return set(found.values())
