"""The sponsor's page: only their own tandems, the one wish first, and three things they can do with one tap."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.record import Event
from ks_board.core.undo import undo
from ks_board.core.web import see_other
from ks_board.pages import sponsor_measures as measures
from ks_board.pages.coordination import find_coordination
from ks_board.pages.tandem_words import describe
from ks_board.permissions import Permission
from ks_board.tandems import changes, queries
from ks_board.tandems.models import Offer, Sponsorship, Tandem, TandemStatus
from ks_board.tandems.states import SILENT_DAYS
from ks_board.tandems.suggest import suggest
from ks_board.tasks.contacts import dialled

sponsorships = Blueprint("sponsorships", __name__, url_prefix="/patenschaften")

STEPS = {
    "sponsorships.thank": _l("Danke gesagt"),
    "sponsorships.take_wish": _l("Wunsch übernommen"),
    "sponsorships.note_call": _l("Anruf eingetragen"),
    "sponsorships.fits": _l("„Passt“ gesagt"),
}
"""What a sponsor can take back, for a day."""
BACK = timedelta(days=1)


@sponsorships.get("")
@needs(Permission.SPONSORSHIP_USE)
def page() -> str:
    """Show one's own sponsorships; who has no tandem yet sees up to three that fit."""
    person_id = current_user.person_id or 0
    rows = queries.list_own_sponsorships(person_id, on=clock.today())
    active = [row for row in rows if row.status is TandemStatus.ACTIVE]
    free = next((row for row in rows if row.status is not TandemStatus.ACTIVE), None) if not active else None
    return render_template(
        "sponsorships/page.html",
        cards=_cards(active, person_id),
        ended=[row for row in rows if row.status is TandemStatus.ENDED],
        free=free,
        suggestions=suggest(person_id, free.offer, on=clock.today()) if free else [],
        asked=measures.asked_for(free.sponsorship_ref) if free else False,
        steps=_steps(person_id),
        contact=find_coordination(clock.today()),
        dialled=dialled,
        is_new=not rows,
        step_words=STEPS,
    )


@sponsorships.post("/<ref>/danke")
@needs(Permission.SPONSORSHIP_USE)
def thank(ref: str) -> ResponseReturnValue:
    """Say thanks to both people."""
    _sponsorship, tandem = _own(ref)
    said = changes.thank(tandem, person_id=current_user.person_id, on=clock.today())
    return _done(_("Ihr Dank ist notiert.") if said else _("Heute haben Sie schon Danke gesagt. Das zählt."))


@sponsorships.post("/<ref>/wunsch/<wish>")
@needs(Permission.SPONSORSHIP_USE)
def take_wish(ref: str, wish: str) -> ResponseReturnValue:
    """See to the wish of a tandem."""
    _sponsorship, tandem = _own(ref)
    me, on = current_user.person_id, clock.today()
    if taken := changes.take_wish(tandem, wish, person_id=me, on=on):
        measures.promise(taken, tandem, person_id=me, on=on)
    return _done(_("Danke, dass Sie sich kümmern! Die Koordination sieht, dass der Wunsch bei Ihnen liegt."))


@sponsorships.post("/<ref>/angerufen")
@needs(Permission.SPONSORSHIP_USE)
def note_call(ref: str) -> ResponseReturnValue:
    """Note that one has talked to the two."""
    sponsorship, tandem = _own(ref)
    changes.log_contact(tandem, on=clock.today(), sponsorship=sponsorship)
    return _done(_("Danke! Der letzte Kontakt ist jetzt heute."))


@sponsorships.post("/passt/<ref>")
@needs(Permission.SPONSORSHIP_USE)
def fits(ref: str) -> ResponseReturnValue:
    """Tell the coordination that a suggested tandem fits; nobody is paired by this."""
    me, on = current_user.person_id or 0, clock.today()
    rows = queries.list_own_sponsorships(me, on=on)
    free = next((row for row in rows if row.status is not TandemStatus.ACTIVE), None)
    if free is None or any(row.status is TandemStatus.ACTIVE for row in rows) or not _is_suggested(me, free.offer, ref):
        raise NotFound(_("Diesen Vorschlag gibt es nicht mehr."))
    asking = db.session.get_one(Sponsorship, free.sponsorship_id, with_for_update=True)
    measures.ask_to_pair(asking, queries.get_tandem(ref), on=on)
    return _done(_("Das freut uns! Die Koordination spricht mit dem Tandem und ruft Sie an."))


@sponsorships.post("/zurueck/<key>")
@needs(Permission.SPONSORSHIP_USE)
def take_back(key: str) -> ResponseReturnValue:
    """Take back what one did oneself just now."""
    if key not in {step.action for step in _steps(current_user.person_id or 0)}:
        raise NotFound(_("Das lässt sich nicht mehr zurücknehmen."))
    try:
        undo(key, now=clock.now())
        return _done(_("Zurückgenommen. Alles ist wie vorher."))
    except IntegrityError:
        raise Conflict(_("Das geht nicht mehr zurück: Inzwischen hängt anderes davon ab.")) from None


def _own(ref: str) -> tuple[Sponsorship, Tandem]:
    return queries.get_own_sponsorship(ref, person_id=current_user.person_id or 0, on=clock.today())


def _is_suggested(person_id: int, offer: Offer, ref: str) -> bool:
    return ref in {suggestion.ref for suggestion in suggest(person_id, offer, on=clock.today())}


def _done(sentence: str) -> ResponseReturnValue:
    db.session.commit()
    flash(sentence)
    return see_other(url_for("sponsorships.page"))


def _cards(rows: Sequence[Any], person_id: int) -> list[dict[str, Any]]:
    """Return each sponsorship with its tandem in words and its wish."""
    wishes, silent = queries.open_wishes([row.id for row in rows]), measures.silent_days(SILENT_DAYS)
    cards = []
    for row in rows:
        shown = describe(
            row, person_id=person_id, sees_names=False, until=row.until, now=clock.now(), silent_days=silent
        )
        cards.append({"row": row, "shown": shown, "wish": wishes.get(row.id), "me": person_id})
    return cards


def _steps(person_id: int) -> Sequence[Any]:
    """Return what a sponsor did within a day and has not taken back, the newest first."""
    mine = select(Event.action, Event.verb).where(Event.person_id == person_id, Event.verb.in_(STEPS))
    recent = mine.where(Event.at > clock.now() - BACK, Event.undone_by.is_(None)).distinct()
    rows = db.session.execute(recent.add_columns(Event.at).order_by(Event.at.desc())).all()
    return list({row.action: row for row in rows}.values())
