"""The "Vorschau": what is known of the next twelve months, month by month, each with what to do when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.errors import NotFound
from ks_board.core.formatting import month_name
from ks_board.core.params import day_asked, page_asked
from ks_board.gaps.foresight import DECISION, Coming, list_coming
from ks_board.gaps.models import SubjectKind
from ks_board.pages.foresight_words import WORDS, advice
from ks_board.permissions import Permission

foresight = Blueprint("foresight", __name__)
PER_PAGE = 200
_PAGES = {
    SubjectKind.UNIT.value: "organigram.unit",
    SubjectKind.POST.value: "organigram.post",
    SubjectKind.RESPONSIBILITY.value: "organigram.responsibility",
    SubjectKind.PERSON.value: "people_pages.person",
    SubjectKind.TASK.value: "tasks.task",
    SubjectKind.TANDEM.value: "tandems.tandem",
    SubjectKind.QUESTION.value: "checklist.question",
}
_RECORDS = {
    SubjectKind.POT.value: "toepfe",
    SubjectKind.GRANT.value: "antraege",
    SubjectKind.PROCEDURE.value: "ablaeufe",
    SubjectKind.MEASURE.value: "massnahmen",
    DECISION: "beschluesse",
}
"""What has no page of its own but the one of its row."""


@dataclass(frozen=True, slots=True)
class ComingLine:
    """One thing that comes, in words."""

    on: date
    title: str
    what: str
    href: str
    name: str | None
    advice: str


@foresight.get("/vorschau")
@needs(Permission.FORESIGHT_READ)
def page() -> str:
    """Show what comes in the twelve months after a day."""
    on, number, coming = day_asked(), page_asked(), list_coming(day_asked())
    pages = max(1, -(-len(coming) // PER_PAGE))
    if number > pages:
        raise NotFound(_("So viele Seiten gibt es nicht. Die letzte ist Seite %(last)s.", last=pages))
    shown = [_line(one, on) for one in coming[(number - 1) * PER_PAGE : number * PER_PAGE]]
    other_day = on if on != clock.today() else None
    return render_template(
        "foresight/page.html",
        months=_by_month(shown),
        total=len(coming),
        number=number,
        pages=pages,
        other_day=other_day,
    )


def address_of(coming: Coming) -> str:
    """Return the page about what comes."""
    if slug := _RECORDS.get(coming.page):
        return url_for("records.row", slug=slug, ref=coming.ref)
    endpoint = _PAGES.get(coming.page)
    return url_for(endpoint, ref=coming.ref) if endpoint else url_for("records.rows", slug="einstellungen")


def _line(coming: Coming, on: date) -> ComingLine:
    return ComingLine(
        on=coming.on,
        title=str(WORDS[coming.kind].title),
        what=coming.title or coming.name or "",
        href=address_of(coming),
        name=coming.name if coming.title else None,
        advice=advice(coming.kind, coming.on, on=on),
    )


def _by_month(lines: Sequence[ComingLine]) -> list[tuple[str, list[ComingLine]]]:
    by_month = groupby(lines, key=lambda line: (line.on.year, line.on.month))
    return [(f"{month_name(month)} {year}", list(of)) for (year, month), of in by_month]
