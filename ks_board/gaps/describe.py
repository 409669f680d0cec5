"""Say what gaps are about: name of the subject, the page that shows it, its unit, and since when the gap lasts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, union_all

from ks_board.core.db import db
from ks_board.gaps.labels import select_labels
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import NOBODY, Gap
from ks_board.gaps.since import days_since
from ks_board.organigram.models import AppointmentKind, Unit
from ks_board.town.queries import NAMELESS, list_settings

AT_ONCE = 1000
Page = tuple[SubjectKind, str]


@dataclass(frozen=True, slots=True)
class DescribedGap:
    """A gap as people read it."""

    gap: Gap
    label: str
    page: Page | None
    """Kind and ref of what has a page: the subject itself, or what it belongs to."""
    unit_ref: str | None
    unit_name: str | None
    since: date | None
    """The first of the days until the one asked for on which the condition held all along; None if not known."""


def describe(
    gaps: Sequence[Gap], on: date, *, sees_names: bool, without: Collection[int] = NOBODY
) -> list[DescribedGap]:
    """Describe gaps in four statements for each thousand; a person is named only to those who may see names."""
    described: list[DescribedGap] = []
    for start in range(0, len(gaps), AT_ONCE):
        described += _describe(gaps[start : start + AT_ONCE], on, sees_names, without)
    return described


def _describe(gaps: Sequence[Gap], on: date, sees_names: bool, without: Collection[int]) -> list[DescribedGap]:
    settings = list_settings()
    labels, units = _labels(gaps), _units(gaps)
    term_start = settings.get("council_term_start")
    days = days_since(gaps, on, term_start=date.fromisoformat(term_start) if term_start else None, without=without)
    described = []
    for gap, since in zip(gaps, days, strict=True):
        row = labels.get((gap.kind.value, gap.subject_id))
        label = settings.get("town", NAMELESS) if row is None else _text(gap.kind, row, sees_names)
        page = (SubjectKind(row.page_kind), row.page_ref) if row is not None and row.page_ref else None
        unit_ref, unit_name = units.get(gap.unit_id, (None, None))
        described.append(DescribedGap(gap, label, page, unit_ref, unit_name, since))
    return described


def _labels(gaps: Sequence[Gap]) -> dict[tuple[str, int | None], Any]:
    ids: dict[SubjectKind, set[int]] = defaultdict(set)
    for gap in gaps:
        if gap.kind is not SubjectKind.TOWN and gap.subject_id is not None:
            ids[gap.kind].add(gap.subject_id)
    if not ids:
        return {}
    rows = db.session.execute(union_all(*(select_labels(kind, ids[kind]) for kind in ids)))
    return {(row.kind, row.subject_id): row for row in rows}


def _units(gaps: Sequence[Gap]) -> dict[int | None, tuple[str, str]]:
    ids = {gap.unit_id for gap in gaps if gap.unit_id is not None}
    rows = db.session.execute(select(Unit.id, Unit.ref, Unit.name).where(Unit.id.in_(ids))) if ids else ()
    return {row.id: (row.ref, row.name) for row in rows}


def _text(kind: SubjectKind, row: Any, sees_names: bool) -> str:
    name = f"{row.given_name} {row.family_name}" if row.given_name and (sees_names or row.consent_public) else None
    match kind:
        case SubjectKind.APPOINTMENT:
            role = _("Leitung") if row.detail == AppointmentKind.LEAD.value else _("Vertretung")
            return f"{row.text}, {role}" + (f": {name}" if name else "")
        case SubjectKind.ASSIGNMENT:
            return f"{row.text}: {name}" if name else str(row.text)
        case SubjectKind.PERSON:
            return name or _("ein Mensch")
        case SubjectKind.SPONSORSHIP:
            return ", ".join(filter(None, (name, row.detail))) or _("eine Patenschaft")
    return str(row.text)
