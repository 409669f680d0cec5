"""Everything that the board knows about one person, section by section, in plain lines."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.formatting import listing, short_date
from ks_board.organigram.edit_forms import APPOINTMENT_KINDS
from ks_board.organigram.models import Appointment, Post, Responsibility
from ks_board.pages.people_forms import THANKS
from ks_board.pages.record_words import SETS as _SETS
from ks_board.people.links import PersonalLink
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship, Tandem
from ks_board.tasks.models import Assignment, AssignmentEntry, Task, TaskStatus, Thanks
from ks_board.tasks.states import STATE_WORDS

SETS: Any = _SETS


class Line(NamedTuple):
    """One fact: what, where it leads, what else there is to say."""

    text: str
    href: str | None
    detail: str


class Section(NamedTuple):
    """Facts of one kind."""

    title: str
    lines: list[Line]
    none: str


def get_person(ref: str) -> Person:
    """Return a person; raise NotFound."""
    person = db.session.execute(select(Person).where(Person.ref == ref)).scalar_one_or_none()
    if person is None:
        raise NotFound(_("Diesen Menschen gibt es nicht."))
    return person


def list_sections(person: Person) -> list[Section]:
    """Return the sections of a person's page."""
    return [
        Section(_("Zusagen"), list(_assignments(person)), _("Noch keine Zusage.")),
        Section(_("Besetzungen"), list(_appointments(person)), _("Keine Stelle und keine Zuständigkeit.")),
        Section(_("Tandems"), list(_tandems(person)), _("In keinem Tandem.")),
        Section(_("Patenschaften"), list(_sponsorships(person)), _("Keine Patenschaft.")),
        Section(_("Dank"), list(_thanks(person)), _("Noch kein Dank notiert.")),
    ]


def list_own_tasks(person: Person) -> list[tuple[Any, Any]]:
    """Return the tasks in which a person takes or took part, as choices."""
    query = select(Task.id, Task.title).join(Assignment, Assignment.task_id == Task.id)
    rows = db.session.execute(query.where(Assignment.person_id == person.id).distinct().order_by(Task.title, Task.id))
    return [(row.id, row.title) for row in rows]


def count_links(person: Person, *, now: Any) -> int:
    """Return how many personal links of a person can be used."""
    usable = (PersonalLink.person_id == person.id, PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > now)
    return db.session.scalar(select(func.count()).select_from(PersonalLink).where(*usable)) or 0


def _assignments(person: Person) -> Iterator[Line]:
    query = (
        select(Assignment, Task.ref, Task.title, Task.status, AssignmentEntry.source, AssignmentEntry.note)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(AssignmentEntry, AssignmentEntry.assignment_id == Assignment.id)
        .where(Assignment.person_id == person.id)
        .order_by(Assignment.id.desc())
    )
    for yes, ref, title, status, source, note in db.session.execute(query):
        said = SETS["assignment_source"][source.value] if source else ""
        detail = _told(STATE_WORDS[yes.status], _days(yes.from_, yes.until), said, note)
        yield Line(title, None if status is TaskStatus.DRAFT else url_for("tasks.task", ref=ref), detail)


def _appointments(person: Person) -> Iterator[Line]:
    query = (
        select(Appointment, Post.ref.label("post"), Post.title, Responsibility.ref.label("duty"), Responsibility.title)
        .outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
        .where(Appointment.person_id == person.id)
        .order_by(Appointment.until.is_not(None), Appointment.id.desc())
    )
    for held, post, post_title, duty, duty_title in db.session.execute(query):
        href = url_for("organigram.post", ref=post) if post else url_for("organigram.responsibility", ref=duty)
        days = _days(held.from_, held.until)
        confirmed = _("bestätigt am %(day)s", day=short_date(held.confirmed_on)) if held.confirmed_on else ""
        yield Line(post_title or duty_title, href, _told(APPOINTMENT_KINDS[held.kind], days, confirmed))


def _tandems(person: Person) -> Iterator[Line]:
    either = or_(Tandem.person_a_id == person.id, Tandem.person_b_id == person.id)
    for tandem in db.session.scalars(select(Tandem).where(either).order_by(Tandem.id.desc())):
        partner_id = tandem.person_b_id if tandem.person_a_id == person.id else tandem.person_a_id
        partner = db.session.get_one(Person, partner_id)
        said = _("mit %(name)s", name=partner.name)
        href = url_for("tandems.tandem", ref=tandem.ref)
        yield Line(
            tandem.name, href, _told(said, SETS["tandem_status"][tandem.status], _days(tandem.start, tandem.end))
        )


def _sponsorships(person: Person) -> Iterator[Line]:
    query = select(Sponsorship, Tandem.name).outerjoin(Tandem, Tandem.id == Sponsorship.tandem_id)
    for row, tandem in db.session.execute(query.where(Sponsorship.person_id == person.id).order_by(Sponsorship.id)):
        contact = row.last_contact_on
        last = _("zuletzt gesprochen am %(day)s", day=short_date(contact)) if contact else ""
        detail = _told(SETS["offer"][row.offer], row.organisation, _days(row.from_, row.until), last)
        yield Line(tandem or _("noch kein Tandem"), None, detail)


def _thanks(person: Person) -> Iterator[Line]:
    query = select(Thanks, Task.title).outerjoin(Task, Task.id == Thanks.task_id)
    for thanks, title in db.session.execute(query.where(Thanks.person_id == person.id).order_by(Thanks.id.desc())):
        yield Line(str(THANKS.get(thanks.kind, thanks.kind)), None, _told(title, short_date(thanks.given_on)))


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        return _("%(first)s bis %(last)s", first=short_date(first), last=short_date(last))
    if first:
        return _("seit %(day)s", day=short_date(first))
    return _("bis %(day)s", day=short_date(last)) if last else ""


def _told(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def contact_facts(person: Person) -> list[tuple[str, str]]:
    """Return what is known of a person as terms and values; what is empty is left out."""
    yes_no = {True: _("ja"), False: _("nein"), None: ""}
    found = [
        (_("Kennung"), person.ref),
        (_("Anrede"), person.form_of_address),
        (_("E-Mail-Adresse"), person.email),
        (_("Am liebsten per"), SETS["contact_channel"][person.channel] if person.channel else ""),
        (_("Wohnt"), SETS["residence"][person.residence] if person.residence else ""),
        (_("Kann"), listing(list(person.skills))),
        (_("Spricht"), listing(list(person.languages))),
        (_("Führerschein"), listing(list(person.licence))),
        (_("Führungszeugnis vom"), short_date(person.certificate_issued_on) if person.certificate_issued_on else ""),
        (_("Führungszeugnis gesehen am"), short_date(person.certificate_seen_on) if person.certificate_seen_on else ""),
        (_("Telefonnummer für die Aufgabe"), yes_no[person.consent_contact]),
        (_("Name öffentlich"), yes_no[person.consent_public]),
        (_("Dabei seit"), short_date(person.joined_on) if person.joined_on else ""),
        (_("Notiz"), person.notes),
    ]
    return [(term, str(value)) for term, value in found if value]
