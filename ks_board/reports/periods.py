"""The days a report is about: since the last Round Table, some months back, or days of one's own."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from ks_board.checklist.models import Answer
from ks_board.core.db import db
from ks_board.core.errors import BadParameter


class Span(StrEnum):
    """What one can choose; the values stand in addresses."""

    ROUND_TABLE = "runder-tisch"
    QUARTER = "vierteljahr"
    HALF_YEAR = "halbjahr"
    YEAR = "jahr"
    OWN = "eigene"


MONTHS = {Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}
SPANS = {
    Span.ROUND_TABLE: _l("seit dem letzten Runden Tisch"),
    Span.QUARTER: _l("die letzten 3 Monate"),
    Span.HALF_YEAR: _l("die letzten 6 Monate"),
    Span.YEAR: _l("die letzten 12 Monate"),
    Span.OWN: _l("eigene Tage"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a report, both included."""

    first: date
    last: date
    span: Span


def period_of(span: Span | None, *, first: date | None, last: date | None, on: date) -> Period:
    """Return the period asked for; raise BadParameter for days in the wrong order or still to come."""
    if span is Span.OWN or (span is None and (first or last)):
        return _own(first, last, on)
    if months := MONTHS.get(span) if span else None:
        return Period(months_back(on, months), on, span or Span.HALF_YEAR)
    met = _last_round_table(on)
    return Period(met, on, Span.ROUND_TABLE) if met else Period(months_back(on, 6), on, Span.HALF_YEAR)


def months_back(day: date, months: int) -> date:
    """Return the same day some months before, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _own(first: date | None, last: date | None, on: date) -> Period:
    last = last or on
    first = first or months_back(last, 6)
    if first > last:
        raise BadParameter(_("Der erste Tag liegt nach dem letzten. Bitte tauschen Sie die Tage."))
    if last > on:
        raise BadParameter(_("Der letzte Tag kommt erst noch. Ein Bericht geht höchstens bis heute."))
    return Period(first, last, Span.OWN)


def _last_round_table(on: date) -> date | None:
    """Return the last day before today on which questions were answered; today's answers end a period."""
    day: date | None = db.session.scalar(select(func.max(Answer.answered_on)).where(Answer.answered_on < on))
    return day
