"""Change tandems, their wishes, agreements and sponsorships."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.refs import next_ref
from ks_board.organigram.in_force import in_force
from ks_board.people.models import Person
from ks_board.tandems.models import Agreement, Sponsorship, Tandem, TandemStatus, Wish
from ks_board.tandems.queries import find_agreement
from ks_board.tandems.states import check_can_end, check_is_active
from ks_board.tasks.models import Thanks

Row = TypeVar("Row", bound=Base)
BY_SPONSOR = "sponsor"
"""The kind of thanks that a sponsor says."""


def pair(first: Person, second: Person, *, name: str, task_id: int | None, purpose: str | None, start: date) -> Tandem:
    """Let two people be a tandem; raise Conflict if they are one person or already a tandem in this task."""
    if first.id == second.id:
        raise Conflict(_("Ein Tandem braucht zwei verschiedene Menschen."))
    ids = (first.id, second.id)
    same = select(Tandem.id).where(
        Tandem.person_a_id.in_(ids), Tandem.person_b_id.in_(ids), Tandem.status == TandemStatus.ACTIVE
    )
    if db.session.scalars(same.where(Tandem.task_id == task_id)).first():
        raise Conflict(_("Diese beiden sind dafür schon ein Tandem."))
    tandem = Tandem(
        ref=next_ref(Tandem),
        name=name,
        task_id=task_id,
        person_a_id=first.id,
        person_b_id=second.id,
        purpose=purpose,
        status=TandemStatus.ACTIVE,
        start=start,
    )
    return _added(tandem)


def change(tandem: Tandem, values: Mapping[str, Any]) -> None:
    """Correct what stands in a tandem."""
    for name in ("name", "purpose", "task_id", "start"):
        setattr(tandem, name, values[name])
    db.session.flush()


def log_contact(tandem: Tandem, *, on: date, sponsorship: Sponsorship | None = None) -> None:
    """Note that somebody has talked to the two; raise Conflict if the tandem is over."""
    check_is_active(tandem.status)
    tandem.last_contact_on = on
    if sponsorship:
        sponsorship.last_contact_on = on
    db.session.flush()


def log_sponsor_contact(sponsorship: Sponsorship, *, on: date) -> None:
    """Note that somebody has talked to a sponsor, with or without a tandem."""
    sponsorship.last_contact_on = on
    db.session.flush()


def end(tandem: Tandem, *, on: date, result: str) -> None:
    """End a tandem with a sentence about what came of it; raise Conflict."""
    check_can_end(tandem.status)
    if tandem.start and on < tandem.start:
        raise Conflict(_("Der letzte Tag liegt vor dem ersten."))
    tandem.status, tandem.end, tandem.result = TandemStatus.ENDED, on, result
    db.session.flush()


def agree(tandem: Tandem, values: Mapping[str, Any], *, agreed_on: date | None) -> None:
    """Write down who does what, until when, and what not."""
    check_is_active(tandem.status)
    sheet = find_agreement(tandem.id)
    if sheet is None:
        sheet = _added(Agreement(ref=next_ref(Agreement), tandem_id=tandem.id))
    for name in ("who_does_what", "until_when", "what_not"):
        setattr(sheet, name, values[name])
    tandem.agreed_on = agreed_on
    db.session.flush()


def write_wish(tandem: Tandem, text: str, *, on: date) -> None:
    """Write the one wish of a tandem, or replace it; raise Conflict if somebody is already at it."""
    check_is_active(tandem.status)
    wish = db.session.scalars(select(Wish).where(Wish.tandem_id == tandem.id, Wish.done_on.is_(None))).first()
    if wish is None:
        wish = _added(Wish(ref=next_ref(Wish), tandem_id=tandem.id, text=text, written_on=on))
    if wish.taken_by_id and wish.text != text:
        raise Conflict(_("Um diesen Wunsch kümmert sich schon jemand. Tragen Sie ihn zuerst als erledigt ein."))
    if wish.text != text:
        wish.text, wish.written_on = text, on
    db.session.flush()


def finish_wish(tandem: Tandem, *, on: date) -> Wish:
    """Note that the open wish of a tandem came true; raise NotFound if there is none."""
    wish = db.session.scalars(select(Wish).where(Wish.tandem_id == tandem.id, Wish.done_on.is_(None))).first()
    if wish is None:
        raise NotFound(_("Dieses Tandem hat gerade keinen offenen Wunsch."))
    wish.done_on = on
    db.session.flush()
    return wish


def take_wish(tandem: Tandem, ref: str, *, person_id: int, on: date) -> Wish | None:
    """Let a sponsor see to a wish; None if they already do, Conflict if somebody else does or it is done."""
    query = select(Wish).where(Wish.ref == ref, Wish.tandem_id == tandem.id).with_for_update()
    wish = db.session.scalars(query).one_or_none()
    if wish is None:
        raise NotFound(_("Diesen Wunsch gibt es nicht."))
    if wish.taken_by_id == person_id and wish.done_on is None:
        return None
    if wish.taken_by_id or wish.done_on:
        raise Conflict(_("Um diesen Wunsch kümmert sich schon jemand. Danke, dass Sie helfen wollten!"))
    wish.taken_by_id, wish.taken_on = person_id, on
    db.session.flush()
    return wish


def thank(tandem: Tandem, *, person_id: int, on: date) -> bool:
    """Say thanks to both people, once a day; return False if it was said today."""
    said = False
    for thanked in {tandem.person_a_id, tandem.person_b_id} - {person_id}:
        words = {"person_id": thanked, "task_id": tandem.task_id, "kind": BY_SPONSOR, "given_by_id": person_id}
        if db.session.scalars(select(Thanks.id).filter_by(**words, given_on=on)).first() is None:
            said = bool(_added(Thanks(ref=next_ref(Thanks), **words, given_on=on)))
    return said


def stand_by(tandem: Tandem, person: Person, values: Mapping[str, Any], *, on: date) -> Sponsorship:
    """Let a person be the sponsor of a tandem; who already wanted to help without a tandem gets this one."""
    check_is_active(tandem.status)
    if person.id in {tandem.person_a_id, tandem.person_b_id}:
        raise Conflict(_("Wer selbst im Tandem ist, kann nicht zugleich Patin oder Pate sein."))
    theirs = select(Sponsorship).where(
        Sponsorship.person_id == person.id, in_force(Sponsorship.from_, Sponsorship.until, on)
    )
    if db.session.scalars(theirs.where(Sponsorship.tandem_id == tandem.id)).first():
        raise Conflict(_("%(name)s steht diesem Tandem schon bei.", name=person.name))
    sponsorship = db.session.scalars(theirs.where(Sponsorship.tandem_id.is_(None)).with_for_update()).first()
    if sponsorship is None:
        kinds = {"sponsor_kind": values["sponsor_kind"], "offer": values["offer"]}
        sponsorship = _added(Sponsorship(ref=next_ref(Sponsorship), person_id=person.id, from_=on, **kinds))
    sponsorship.tandem_id = tandem.id
    for name in ("sponsor_kind", "offer", "organisation", "offer_note", "minutes_per_month", "until"):
        setattr(sponsorship, name, values[name] if values[name] is not None else getattr(sponsorship, name))
    db.session.flush()
    return sponsorship


def end_sponsorship(sponsorship: Sponsorship, *, on: date) -> None:
    """Give a sponsorship its last day; raise Conflict."""
    if sponsorship.from_ and on < sponsorship.from_:
        raise Conflict(_("Der letzte Tag liegt vor dem ersten."))
    sponsorship.until = on
    db.session.flush()


def _added(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
