"""What can be printed: one page to choose from, and every paper as PDF (`/drucken/<kind>.pdf`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.formatting import short_date
from ks_board.core.i18n import DEFAULT
from ks_board.core.params import text_asked
from ks_board.core.text import like
from ks_board.core.text import words as words_of
from ks_board.core.web import name_file
from ks_board.pages.paper_kinds import GERMAN, KINDS
from ks_board.permissions import Permission
from ks_board.reports.month import Month, list_districts
from ks_board.reports.notice import gazette_texts
from ks_board.reports.papers import get_job
from ks_board.reports.person_letters import list_helpers
from ks_board.reports.typst import print_pdf
from ks_board.tasks.filters import IS_LIVE
from ks_board.tasks.models import Task

papers = Blueprint("papers", __name__, url_prefix="/drucken")
MOST_FOUND, MONTHS, WEEKS = 12, 6, 4


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of the page offer."""

    districts: Sequence[tuple[str, str]]
    months: Sequence[tuple[str, str]]
    weeks: Sequence[tuple[str, str]]


@papers.get("")
@needs(Permission.PAPER_PRINT)
def overview() -> str:
    """Show what can be printed; tasks are found by their title (`?q=`)."""
    query = text_asked("q")
    return render_template("papers/page.html", q=query, tasks=_find_tasks(query), choices=_choices(clock.today()))


@papers.get("/aufgaben/<ref>")
@needs(Permission.PAPER_PRINT)
def task(ref: str) -> str:
    """Show the papers of one task, and its texts for the Amtsblatt."""
    job = get_job(ref, on=clock.today(), base_url=current_app.config["BASE_URL"], sees_names=False)
    people = list_helpers(job.row.id)
    return render_template("papers/task.html", job=job, texts=gazette_texts(job), people=people)


@papers.get("/<kind>.pdf")
@needs(Permission.PAPER_PRINT)
def pdf(kind: str) -> Response:
    """Answer one paper; what it is about stands in the address (`?aufgabe=`, `?mensch=`, `?monat=`)."""
    if kind not in KINDS:
        raise NotFound(_("Dieses Blatt gibt es nicht."))
    if kind in GERMAN:
        with force_locale(DEFAULT):
            return _printed(kind)
    return _printed(kind)


def _printed(kind: str) -> Response:
    paper = KINDS[kind](request.args)
    answer = Response(print_pdf(paper.template, paper.data), mimetype="application/pdf")
    return name_file(answer, f"{paper.name}.pdf")


def _find_tasks(query: str) -> Sequence[Any]:
    """Return live tasks whose words match, those to come first."""
    matches = [Task.search_text.like(like(word), escape="\\") for word in words_of(query)]
    found = select(Task.ref, Task.title).where(IS_LIVE, *matches).order_by(Task.sort_at, Task.id).limit(MOST_FOUND)
    return db.session.execute(found).all()


def _choices(on: date) -> Choices:
    months = [Month(on.year, on.month)]
    while len(months) < MONTHS:
        months.append(months[-1].following)
    monday = on - timedelta(days=on.weekday())
    weeks = [monday + timedelta(weeks=ahead) for ahead in range(WEEKS)]
    return Choices(
        [("", _("die ganze Stadt")), *list_districts(on)],
        [(str(month), month.words) for month in months],
        [(week.isoformat(), _("ab %(day)s", day=short_date(week))) for week in weeks],
    )
