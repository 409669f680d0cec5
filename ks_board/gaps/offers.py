"""Vacancies shown on the board. An offer is open while its gap is there: nobody has to close it."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, func, or_, select

from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.refs import next_ref
from ks_board.core.text import fold
from ks_board.gaps.condition import Asked
from ks_board.gaps.models import Offer, Rule
from ks_board.gaps.queries import GONE, Gap
from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.rules import days_before

OFFERABLE = {
    "post-vacant": _l("Gesucht: %(name)s"),
    "responsibility-no-holder": _l("Wer übernimmt das? %(name)s"),
    "responsibility-no-deputy": _l("Vertretung gesucht: %(name)s"),
    "task-no-contact": _l("Ansprechperson gesucht: %(name)s"),
    "task-contact-left": _l("Ansprechperson gesucht: %(name)s"),
    "task-one-person": _l("Zweite Person gesucht: %(name)s"),
    "anchor-no-keeper": _l("Wer kümmert sich um diesen Ort? %(name)s"),
}
"""The rules whose gaps are vacancies, each with a title. None has a threshold, so a day is all their SELECTs need."""
MOST = 200


class OpenOffer(NamedTuple):
    """What the board says about a vacancy."""

    ref: str
    title: str
    sentence: str
    meaning: str


def list_offers(on: date) -> tuple[OpenOffer, ...]:
    """Return the offers that are open on a day, the newest first, in one statement."""
    rows = db.session.connection().execute(_open_offers(), _bound(on)).all()
    return tuple(OpenOffer(row.ref, row.title, row.sentence, row.meaning or "") for row in rows)


def matching(offers: tuple[OpenOffer, ...], words: tuple[str, ...]) -> tuple[OpenOffer, ...]:
    """Return the offers that hold all of these folded words."""
    return tuple(offer for offer in offers if all(word in fold(" ".join(offer)) for word in words))


def get_offer(ref: str) -> Offer:
    """Return an offer, open or not; raise NotFound."""
    offer = db.session.scalar(select(Offer).where(Offer.ref == ref))
    if offer is None:
        raise NotFound(_("Das suchen wir nicht (mehr)."))
    return offer


def find_offer(gap: Gap) -> Offer | None:
    """Return what was published about a gap, also if it was withdrawn."""
    of_rule = select(Offer).join(Rule, Rule.id == Offer.rule_id).where(Rule.ref == gap.rule.ref)
    return db.session.scalar(of_rule.where(Offer.subject_ref == gap.subject_ref))


def is_open(offer: Offer, on: date) -> bool:
    """Tell whether somebody is still looked for on a day."""
    return db.session.execute(_open_offers().where(Offer.id == offer.id), _bound(on)).first() is not None


def publish(
    gap: Gap, *, title: str, sentence: str, meaning: str | None = None, contact: str | None = None, on: date
) -> Offer:
    """Show a vacancy on the board; a second time it is the same offer, with the new words."""
    if gap.rule.condition not in OFFERABLE:
        raise Conflict(_("Dafür kann man auf dem Board niemanden suchen."))
    offer = find_offer(gap)
    if offer is None:
        rule_id = db.session.scalar(select(Rule.id).where(Rule.ref == gap.rule.ref))
        offer = Offer(ref=next_ref(Offer), rule_id=rule_id, subject_ref=gap.subject_ref, published_on=on)
        db.session.add(offer)
    if offer.withdrawn_on:
        offer.published_on, offer.withdrawn_on = on, None
    offer.title, offer.sentence, offer.meaning, offer.contact = title, sentence, meaning, contact
    db.session.flush()
    return offer


def withdraw(offer: Offer, *, on: date) -> None:
    """Take an offer from the board by hand; the first day stays."""
    if offer.withdrawn_on is None:
        offer.withdrawn_on = on
        db.session.flush()


@cache
def _open_offers() -> Select[Any]:
    """Return the SELECT of the offers whose gap is there; kept, because building it takes longer than running it."""
    condition = func.coalesce(Rule.condition_ref, Rule.ref)
    is_vacant = or_(*(and_(condition == ref, _is_gap(ref)) for ref in OFFERABLE))
    columns: tuple[Any, ...] = (Offer.ref, Offer.title, Offer.sentence, Offer.meaning)
    found: Select[Any] = (
        select(*columns).join(Rule, Rule.id == Offer.rule_id).where(Offer.withdrawn_on.is_(None), is_vacant)
    )
    return found.order_by(Offer.published_on.desc(), Offer.id.desc()).limit(MOST)


def _is_gap(rule_ref: str) -> Any:
    query = REGISTRY[rule_ref].find(Asked(rule_ref, GONE))
    return query.where(query.selected_columns.subject_ref == Offer.subject_ref).correlate(Offer).exists()


def _bound(on: date) -> dict[str, Any]:
    return {"on": on, "eve": days_before(on, 1), "without": [], "ended_units": [], "ended_pots": []}
