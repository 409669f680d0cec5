"""The board, with what is looked for, and the page of one task: it joins the task with tandems and sponsors."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from ks_board.core import clock, formatting
from ks_board.core.access import can, needs
from ks_board.core.errors import NotFound
from ks_board.core.params import page_asked
from ks_board.core.parts import part
from ks_board.core.web import wants_fragment
from ks_board.gaps.offers import OpenOffer, list_offers, matching
from ks_board.pages.claim import offer
from ks_board.pages.task_company import list_company
from ks_board.permissions import Permission
from ks_board.tasks import details, words
from ks_board.tasks.board import list_page
from ks_board.tasks.contacts import contact_of
from ks_board.tasks.filters import Filters, filters_asked, find_chosen, list_options
from ks_board.tasks.models import LIVE_TASK, TaskStatus
from ks_board.tasks.views import tasks

MOST_OFFERS = 3
"""As many stand on the board itself; a page of their own shows all."""


@tasks.get("/aufgaben")
@needs(Permission.TASK_READ)
def board() -> str:
    """Show live tasks, those with open places first."""
    filters, number = filters_asked(), page_asked()
    listing = list_page(
        filters, find_chosen(filters), number, now=clock.now(), sees_names=can(Permission.PERSON_READ_NAMES)
    )
    if number > listing.pages:
        last = _("Die letzte ist Seite %(last)s.", last=listing.pages) if listing.is_counted else ""
        raise NotFound(f"{_('So viele Seiten gibt es nicht.')} {last}".strip())
    path = url_for("tasks.board")
    shown = {"offers": _offers(filters, number), "place": url_for("offers.page"), "most": MOST_OFFERS}
    found = part("tasks/_list.html", filters=filters, listing=listing, number=number, path=path, **shown)
    if wants_fragment():
        return found
    form = part("tasks/_filters.html", filters=filters, options=list_options(filters), path=path)
    return render_template("tasks/board.html", form=form, found=found)


@tasks.get("/aufgaben/<ref>")
@needs(Permission.TASK_READ)
def task(ref: str) -> str:
    """Show everything somebody asks who wants to help."""
    now, on, sees_names = clock.now(), clock.today(), can(Permission.PERSON_READ_NAMES)
    row = details.get_task(ref, on)
    return render_template(
        "tasks/task.html",
        task=row,
        contact=contact_of(row, sees_names=sees_names),
        company=list_company(row.id, on, sees_names=sees_names),
        is_live=row.status in LIVE_TASK,
        is_over=row.status in {TaskStatus.DONE, TaskStatus.STOPPED},
        status=words.STATUS_WORDS.get(row.status),
        said=_said(row),
        claim=offer(row, now),
        dates=_dates(row, now, on) if row.status in LIVE_TASK else [],
    )


def _offers(filters: Filters, number: int) -> tuple[OpenOffer, ...]:
    """Return what the board looks for that fits the search; the first page shows it, unless a list is chosen from."""
    if filters.narrow or number > 1:
        return ()
    return matching(list_offers(clock.today()), filters.search.words)


def _said(row: Any) -> dict[str, str]:
    """Say what needs more than the word itself."""
    return {
        "when": words.when(row.kind, row.start, row.duration_minutes, row.rrule),
        "effort": words.effort(row.kind, row.hours_per_month),
        "insurance": words.insurance(row.insurance, mandate=row.mandate_ref, unit=row.unit_name),
        "licence": words.licence(row.licence_required) if row.licence_required else "",
    }


def _dates(row: Any, now: datetime, on: date) -> list[tuple[str, str]]:
    """Return the next dates of a series, each for machines and in words; a single date is said already."""
    lasts = timedelta(minutes=row.duration_minutes or 0)
    coming = details.next_dates(row.start, row.rrule, now) if row.rrule else []
    return [(formatting.iso(at), formatting.moment_in_words(at, at + lasts, on=on)) for at in coming]
