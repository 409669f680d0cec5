"""Sections of the day about days that come near: measures, appointments, new gaps; and mails that did not go out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from ks_board.core.db import db
from ks_board.core.formatting import day_in_words
from ks_board.core.outbox import MailState, OutgoingMail
from ks_board.gaps.decide import list_decided
from ks_board.gaps.measures import list_to_finish
from ks_board.gaps.models import GapDecision, Measure, Rule
from ks_board.gaps.queries import AT_WORK, Gap, find_gaps
from ks_board.gaps.rulebook import list_rules
from ks_board.organigram.models import Appointment, Post, Responsibility
from ks_board.pages.gap_lines import GapLine, gap_lines
from ks_board.pages.today_lines import Action, Day, Line, Section, later, section
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.people.models import Person
from ks_board.tandems.models import Wish

ANSWERS, MEASURES, APPOINTMENTS, GAPS, MAILS = "antworten", "massnahmen", "besetzungen", "luecken", "mails"
FINISHED = "fertig"
SOON, ENDS_SOON, FRESH = timedelta(days=7), timedelta(days=90), timedelta(days=7)
URGENT = 3
SHOWN_ABOVE = "message-unanswered"
"""The day lists these messages themselves."""


def measures(day: Day) -> Section:
    """Return the measures that are late or due within a week."""
    query = _measures(day, MEASURES).where(Measure.due_on <= day.on + SOON).order_by(Measure.due_on, Measure.id)
    return section(day, MEASURES, _("Maßnahmen, die jetzt fällig sind"), query, _measure_line(day, MEASURES))


def finished(day: Day) -> Section:
    """Return the measures whose gap is closed: one click says that they are done."""
    query = _measures(day, FINISHED).where(Measure.ref.in_(list_to_finish(day.on))).order_by(Measure.id)
    return section(day, FINISHED, _("Die Lücke ist zu: Ist die Maßnahme fertig?"), query, _finished_line)


def answers(day: Day) -> Section:
    """Return the measures of the last days: what holders and sponsors answered becomes one, wishes have their own."""
    own = exists().where(
        Wish.taken_by_id == Measure.owner_person_id, Wish.taken_on == Measure.created_on, Wish.done_on.is_(None)
    )
    is_later = or_(Measure.due_on.is_(None), Measure.due_on > day.on + SOON)
    query = _measures(day, ANSWERS).where(Measure.created_on >= day.on - FRESH, is_later, ~own)
    ordered = query.order_by(Measure.created_on.desc(), Measure.id)
    return section(day, ANSWERS, _("Neu: aus Antworten und Gesprächen"), ordered, _measure_line(day, ANSWERS))


def appointments(day: Day) -> Section:
    """Return the appointments that end within 90 days and that nobody follows yet."""
    following = aliased(Appointment)
    same_seat = or_(
        following.post_id == Appointment.post_id, following.responsibility_id == Appointment.responsibility_id
    )
    is_followed = exists().where(same_seat, following.kind == Appointment.kind, following.from_ > Appointment.until)
    query = (
        select(Appointment.ref, Appointment.until, Person.given_name, Person.family_name)
        .add_columns(Post.ref.label("post_ref"), Responsibility.ref.label("duty_ref"))
        .add_columns(func.coalesce(Post.title, Responsibility.title).label("title"))
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
        .where(Appointment.until.between(day.on, day.on + ENDS_SOON), ~is_followed)
        .where(Appointment.ref.not_in(day.hidden(APPOINTMENTS)))
        .order_by(Appointment.until, Appointment.id)
    )
    return section(day, APPOINTMENTS, _("Besetzungen, die bald enden"), query, lambda row: _appointment(row, day))


def mails(day: Day) -> Section:
    """Return the mails that could not be sent; the text stays where it is."""
    query = (
        select(OutgoingMail.id, OutgoingMail.subject, OutgoingMail.recipient)
        .where(OutgoingMail.state == MailState.FAILED)
        .where(OutgoingMail.id.not_in([int(ref) for ref in day.hidden(MAILS) if ref.isdecimal()]))
        .order_by(OutgoingMail.id)
    )
    return section(day, MAILS, _("Mails, die nicht hinausgingen"), query, _mail)


def gaps(day: Day) -> Section:
    """Return the urgent gaps that are new since the last working day, and those that come back after being put off.

    A gap about which somebody does something, or that was put off or accepted, waits elsewhere.
    """
    urgent = frozenset(rule.ref for rule in list_rules() if rule.severity == URGENT and rule.ref != SHOWN_ABOVE)
    known = {_key(gap) for gap in find_gaps(last_working_day(day.on), rules=urgent)} - _came_back(day.on)
    decided = list_decided(day.on)
    found = [
        gap
        for gap in visible_gaps(day.on, rules=urgent)[0]
        if not gap.planned and _key(gap) not in known and _key(gap) not in decided
    ]
    shown = found[: day.most(GAPS)]
    lines = [_gap(gap, line) for gap, line in zip(shown, gap_lines(shown, day.on), strict=True)]
    return Section(GAPS, _("Dringende Lücken, neu oder wieder da"), lines, len(found))


def last_working_day(on: date) -> date:
    """Return the day before, on Mondays the Friday: nobody looks at the weekend."""
    return on - timedelta(days=3 if on.weekday() == 0 else 1)


def _came_back(on: date) -> set[tuple[str, str]]:
    """Return the gaps, by rule and subject, that were put off until a day that has passed."""
    query = select(Rule.ref, GapDecision.subject_ref).join(Rule, Rule.id == GapDecision.rule_id)
    return {(row.ref, row.subject_ref) for row in db.session.execute(query.where(GapDecision.until < on))}


def _key(gap: Gap) -> tuple[str, str]:
    return gap.rule.ref, gap.subject_ref


def _gap(gap: Gap, line: GapLine) -> Line:
    address = url_for("today.gap_later", rule=gap.rule.ref, subject=gap.subject_ref)
    act = Action(_("Etwas tun"), line.act_href or "", posts=False)
    detail = " · ".join(filter(None, (line.since, line.action)))
    return Line(f"{gap.rule.ref}-{gap.subject_ref}", f"{line.title}: {line.label}", address, detail, actions=(act,))


def _measures(day: Day, kind: str) -> Any:
    return (
        select(Measure.ref, Measure.title, Measure.due_on, Person.given_name, Person.family_name, Person.phone)
        .join(Person, Person.id == Measure.owner_person_id)
        .where(Measure.status.in_(AT_WORK), Measure.ref.not_in(day.hidden(kind)))
    )


def _measure_line(day: Day, kind: str) -> Callable[[Any], Line]:
    def line(row: Any) -> Line:
        due = _("fällig: %(day)s", day=day_in_words(row.due_on, on=day.on)) if row.due_on else None
        return Line(
            row.ref,
            row.title,
            later(kind, row.ref),
            " · ".join(filter(None, (f"{row.given_name} {row.family_name}", due))),
            url_for("records.row", slug="massnahmen", ref=row.ref),
            row.phone,
            bool(row.due_on and row.due_on < day.on),
            (Action(_("Erledigt"), url_for("today.finish_measure", ref=row.ref)),),
        )

    return line


def _finished_line(row: Any) -> Line:
    return Line(
        row.ref,
        row.title,
        later(FINISHED, row.ref),
        f"{row.given_name} {row.family_name}",
        url_for("records.row", slug="massnahmen", ref=row.ref),
        row.phone,
        actions=(Action(_("Fertig"), url_for("today.finish_measure", ref=row.ref)),),
        later_text=_("Noch nicht"),
    )


def _appointment(row: Any, day: Day) -> Line:
    kind, ref = ("stellen", row.post_ref) if row.post_ref else ("zustaendigkeiten", row.duty_ref)
    follow = url_for("organigram_edit.appoint", kind=kind, ref=ref, abloesen=row.ref)
    return Line(
        row.ref,
        f"{row.title}: {row.given_name} {row.family_name}",
        later(APPOINTMENTS, row.ref),
        _("letzter Tag: %(day)s", day=day_in_words(row.until, on=day.on)),
        url_for("organigram.post" if row.post_ref else "organigram.responsibility", ref=ref),
        actions=(
            Action(_("Nachfolge eintragen"), follow, posts=False),
            Action(_("Verlängern"), url_for("organigram_edit.edit_appointment", ref=row.ref), posts=False),
        ),
    )


def _mail(row: Any) -> Line:
    retry = Action(_("Noch einmal senden"), url_for("today.send_again", mail_id=row.id))
    return Line(str(row.id), f"{row.subject}: {row.recipient}", later(MAILS, str(row.id)), actions=(retry,))
