"""What sponsors promise or ask for becomes a measure, so that nobody forgets it."""

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.checklist.models import Question
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.refs import next_ref
from ks_board.gaps.models import Measure, MeasureStatus, Rule
from ks_board.gaps.queries import AT_WORK
from ks_board.organigram.in_force import appointment_in_force, has_not_left, unit_in_force
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Unit, UnitKind
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship, Tandem, Wish

QUESTION, RULE = "S8", "sponsor-no-tandem"
WISH_DAYS, ANSWER_DAYS = 30, 14
_LONGEST = 300


def promise(wish: Wish, tandem: Tandem, *, person_id: int, on: date) -> Measure:
    """Let the sponsor's promise to see to a wish be a measure in their name."""
    due = on + timedelta(days=WISH_DAYS)
    return _measure(_wish_title(wish, tandem), owner=person_id, on=on, due=due)


def keep_promise(wish: Wish, tandem: Tandem, *, on: date) -> None:
    """Close the measure of a wish that came true."""
    if wish.taken_by_id is None:
        return
    measure = _find(_wish_title(wish, tandem), Measure.owner_person_id == wish.taken_by_id)
    if measure:
        measure.status, measure.done_on = MeasureStatus.DONE, on


def ask_to_pair(sponsorship: Sponsorship, tandem: Tandem, *, on: date) -> bool:
    """Ask the coordination to bring a sponsor and a tandem together; return False if it was asked already."""
    title = _pair_title(tandem)
    if _find(title, Measure.subject_ref == sponsorship.ref):
        return False
    measure = _measure(title, owner=_coordinator(on), on=on, due=on + timedelta(days=ANSWER_DAYS))
    measure.rule_id = db.session.scalar(select(Rule.id).where(Rule.ref == RULE))
    measure.subject_ref = sponsorship.ref
    db.session.flush()
    return True


def asked_for(sponsorship_ref: str) -> bool:
    """Tell whether a sponsor waits for the coordination's answer."""
    rule = select(Rule.id).where(Rule.ref == RULE).scalar_subquery()
    asked = select(Measure.id).where(Measure.rule_id == rule, Measure.subject_ref == sponsorship_ref)
    return db.session.scalars(asked.where(Measure.status.in_(AT_WORK)).limit(1)).first() is not None


def silent_days(default: int) -> int:
    """Return after how many days without contact the town's rule speaks of a gap."""
    return db.session.scalar(select(Rule.threshold_days).where(Rule.ref == "tandem-silent")) or default


def _wish_title(wish: Wish, tandem: Tandem) -> str:
    title = _("Wunsch von „%(tandem)s“: %(wish)s", tandem=tandem.name, wish=" ".join(wish.text.split()))
    return title[:_LONGEST]


def _pair_title(tandem: Tandem) -> str:
    title = _("Patenschaft anbahnen: Dieses Tandem passt, sagt die Patin oder der Pate: %(name)s", name=tandem.name)
    return title[:_LONGEST]


def _find(title: str, whose: object) -> Measure | None:
    found = select(Measure).where(Measure.title == title, Measure.status.in_(AT_WORK), whose)  # type: ignore[arg-type]
    return db.session.scalars(found).first()


def _measure(title: str, *, owner: int, on: date, due: date) -> Measure:
    question = db.session.scalar(select(Question.id).where(Question.ref == QUESTION))
    if question is None:
        raise Conflict(_("Das geht gerade nicht. Bitte rufen Sie die Koordination an."))
    measure = Measure(
        ref=next_ref(Measure),
        title=title,
        question_id=question,
        owner_person_id=owner,
        status=MeasureStatus.OPEN,
        created_on=on,
        due_on=due,
    )
    db.session.add(measure)
    db.session.flush()
    return measure


def _coordinator(on: date) -> int:
    """Return who works at the contact point; raise Conflict if nobody does."""
    found = db.session.scalars(
        select(Person.id)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Unit.kind == UnitKind.COORDINATION, unit_in_force(on), appointment_in_force(on), has_not_left(on))
        .order_by((Appointment.kind == AppointmentKind.LEAD).desc(), Post.is_head.desc().nulls_last(), Appointment.id)
    ).first()
    if found is None:
        raise Conflict(_("Die Koordination ist gerade nicht besetzt. Bitte rufen Sie im Rathaus an."))
    return found
