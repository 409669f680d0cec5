"""Commands about gaps and the checklist."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from ks_board.checklist.queries import list_newest_answers, list_questions
from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core import clock
from ks_board.core.errors import BadParameter, NotFound
from ks_board.gaps.absence import Absence, find_parts, split_refs
from ks_board.gaps.describe import DescribedGap, describe
from ks_board.gaps.evidence import Evidence, find_evidence
from ks_board.gaps.hanging import HANGING
from ks_board.gaps.queries import Gap, count_by_question, find_gaps
from ks_board.gaps.rules import SEVERITIES
from ks_board.gaps.what_hangs import find_losses, rank

HEADER = ("rule_id", "subject_kind", "subject_id", "question_id")
FORMATS = click.Choice(["table", "json", "csv"])


@click.command("gaps")
@click.option("--on", "day", help="The day, such as 2026-12-24; today by default.")
@click.option("--without", "refs", help="People, units and pots thought away, such as P001,U10,B01.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
def gaps_command(day: str | None, refs: str | None, form: str) -> None:
    """Print every gap of a day, planned or not."""
    on, absence = _day(day), _absence(refs)
    gaps = find_gaps(on, without=absence.people, ended=absence.ended)
    if form == "csv":
        _print_csv(gaps)
        return
    described = describe(gaps, on, sees_names=True, without=absence.people)
    if form == "json":
        click.echo(json.dumps([_as_json(gap) for gap in described], ensure_ascii=False, indent=1))
    else:
        _print_table(described)


@click.command("what-hangs")
@click.option("--on", "day", help="The day, such as 2026-12-24; today by default.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many to print.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
def what_hangs_command(day: str | None, most: int, form: str) -> None:
    """Print the people and pots whose loss opens most severe gaps: whom the town should take care of."""
    on, hidden = _day(day), not sys.stderr.isatty()
    with click.progressbar(length=len(HANGING), label="Asking the rules", file=sys.stderr, hidden=hidden) as bar:
        ranking = rank(find_losses(on, tell=bar.update), most=most)
    rows = [(row.kind.value, row.ref, *row.opened, row.name) for row in ranking]
    header = ("kind", "id", *(f"severity_{severity}" for severity in SEVERITIES), "name")
    if form == "json":
        click.echo(json.dumps([dict(zip(header, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([header, *rows])
    else:
        _print_columns([header, *(tuple(map(str, row)) for row in rows)])


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
    _print_columns(rows)
    click.echo(f"{len(described)} gaps")


def _print_columns(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))


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


def _absence(refs: str | None) -> Absence:
    """Return who and what is thought away; raise NotFound for a ref that nothing has."""
    wanted = split_refs(refs or "")
    parts = find_parts(wanted)
    if unknown := sorted(set(wanted) - {part.ref for part in parts}):
        raise NotFound(f"There is no person, unit or pot {', '.join(unknown)}.")
    return Absence(tuple(parts))
