"""The mails of a yes: there is news, and a link. They name no third person and repeat nothing that somebody typed."""

from datetime import datetime

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.outbox import OutgoingMail, put_mail
from ks_board.pages.coordination import find_coordination
from ks_board.people.models import Person
from ks_board.tandems.models import Tandem, TandemStatus
from ks_board.tasks.models import Assignment
from ks_board.town.queries import town_name

SAME_MAIL = 600
"""Seconds within which the same request does not send the same mail again."""


def ask_for_proof(assignment: Assignment, *, email: str, title: str, token: str, now: datetime) -> None:
    """Mail the link that shows whose yes it was."""
    put_mail(
        key=proof_key(assignment, now),
        recipient=email,
        subject=_("Bitte bestätigen Sie Ihre Zusage"),
        body=letter(
            _("jemand hat mit dieser E-Mail-Adresse zugesagt. Die Aufgabe: %(title)s", title=title),
            _("Waren Sie das? Dann öffnen Sie bitte diese Seite und drücken Sie auf „Weiter“:"),
            address(url_for("people.link", token=token)),
            _("Der Link gilt 14 Tage. Waren Sie es nicht? Dann müssen Sie nichts tun."),
        ),
    )


def proof_key(assignment: Assignment, now: datetime) -> str:
    """Return the key of the proof mail: the same within some minutes, so that a double click sends one."""
    return f"proof:{assignment.id}:{int(now.timestamp()) // SAME_MAIL}"


def is_written(key: str) -> bool:
    """Tell whether a mail with this key is in the outbox."""
    return db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is not None


def send_my_page(person: Person, token: str, *, key: str) -> None:
    """Mail the personal link to whoever has an e-mail address."""
    if person.email:
        put_mail(
            key=key,
            recipient=person.email,
            subject=_("Ihre persönliche Seite"),
            body=letter(
                _("hier geht es zu Ihrer persönlichen Seite mit Ihren Aufgaben und Terminen:"),
                address(url_for("people.link", token=token)),
                _("Bitte heben Sie diese Nachricht auf und geben Sie den Link nicht weiter. Er ist Ihr Schlüssel."),
            ),
        )


def tell_coordination(assignment: Assignment, what: str, *, now: datetime) -> None:
    """Tell the coordination that a yes has changed; what exactly stands behind the sign-in."""
    contact = find_coordination(local_day(now))
    if contact is not None and contact.email:
        put_mail(
            key=f"{what}:{assignment.id}:{assignment.status}",
            recipient=contact.email,
            subject=_("Neues zu einer Zusage"),
            body=letter(_("zu einer Zusage gibt es Neues. Alles steht auf Ihrer Tagesseite:"), address("/heute")),
        )


def tell_tandem_partners(assignment: Assignment) -> None:
    """Tell the other half of each tandem of this person in this task."""
    for tandem_id, email in db.session.execute(_partners(assignment)).all():
        put_mail(
            key=f"partner:{assignment.id}:{tandem_id}",
            recipient=email or "",
            subject=_("Neues zu Ihrem Tandem"),
            body=letter(
                _("in Ihrem Tandem gibt es Neues. Die Koordination meldet sich bei Ihnen."),
                _("Ihre Aufgaben stehen auf Ihrer persönlichen Seite:"),
                address("/meine"),
            ),
        )


def tell_relieved(assignment: Assignment) -> None:
    """Tell somebody that a stand-in was found."""
    person = db.session.get_one(Person, assignment.person_id)
    if person.email:
        put_mail(
            key=f"relieved:{assignment.id}",
            recipient=person.email,
            subject=_("Ihre Vertretung ist gefunden"),
            body=letter(
                _("jemand hat Ihren Platz übernommen. Vielen Dank, dass Sie geholfen haben!"), address("/meine")
            ),
        )


def address(path: str) -> str:
    """Return an absolute link; its host comes from the settings, never from a request."""
    return f"{current_app.config['BASE_URL']}{path}"


def letter(*paragraphs: str) -> str:
    """Return a mail in plain text."""
    greeting, close = _("Guten Tag,"), _("Viele Grüße\n%(town)s", town=town_name())
    return "\n\n".join((greeting, *paragraphs, close)) + "\n"


def _partners(assignment: Assignment) -> Select[int, str | None]:
    partner = aliased(Person)
    me = assignment.person_id
    is_pair = or_(
        and_(Tandem.person_a_id == me, Tandem.person_b_id == partner.id),
        and_(Tandem.person_b_id == me, Tandem.person_a_id == partner.id),
    )
    return (
        select(Tandem.id, partner.email)
        .join(partner, is_pair)
        .where(Tandem.task_id == assignment.task_id, Tandem.status == TandemStatus.ACTIVE, partner.email.is_not(None))
    )
