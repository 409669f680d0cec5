"""Tandems: the coordinator's list, and the page of one for its two people, its sponsors and the coordination."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.params import choice_asked, page_asked
from ks_board.pages import sponsor_measures as measures
from ks_board.pages.tandem_words import Shown, describe, shown_name
from ks_board.permissions import Permission
from ks_board.tandems import changes, queries
from ks_board.tandems.models import TandemStatus
from ks_board.tandems.states import SILENT_DAYS, Mood, mood, trial_talk_due
from ks_board.tandems.words import OFFERS, SPONSOR_KINDS
from ks_board.tasks.contacts import dialled

tandems = Blueprint("tandems", __name__, url_prefix="/tandems")
PER_PAGE = 25
VIEWS = {
    "aktiv": _l("Aktiv"),
    "still": _l("Lange kein Kontakt"),
    "probe": _l("Gespräch nach sechs Wochen"),
    "ohne-absprache": _l("Ohne Absprache"),
    "beendet": _l("Beendet"),
}


@tandems.get("")
@needs(Permission.TANDEM_MANAGE)
def page() -> str:
    """List tandems: all active ones, or those that need something (`?zeige=still`)."""
    view, number = choice_asked("zeige", frozenset(VIEWS)) or "aktiv", page_asked()
    days, silent = queries.list_days(), measures.silent_days(SILENT_DAYS)
    ids = {name: [row.id for row in days if _is_in(name, row, silent)] for name in VIEWS}
    first, last = (number - 1) * PER_PAGE, number * PER_PAGE
    rows = queries.list_tandems(ids[view][first:last])
    return render_template(
        "tandems/page.html",
        rows=[(row, _describe(row, silent), _talk_due(row)) for row in rows],
        sponsors=queries.sponsors_of([row.id for row in rows], on=clock.today()),
        views=[(f"{VIEWS[name]} ({len(ids[name])})", _address(name, 1), name == view) for name in VIEWS],
        previous=_address(view, number - 1) if number > 1 else None,
        following=_address(view, number + 1) if len(ids[view]) > last else None,
        number=number,
    )


@tandems.get("/<ref>")
@needs(Permission.MY_PAGE)
def tandem(ref: str) -> str:
    """Show one tandem to who may see it; for everybody else it does not exist."""
    row, on = _get(ref), clock.today()
    is_in = current_user.person_id in {row.a_id, row.b_id}
    sees_names = can(Permission.TANDEM_MANAGE)
    return render_template(
        "tandems/tandem.html",
        row=row,
        shown=_describe(row, measures.silent_days(SILENT_DAYS)),
        is_own=is_in or sees_names,
        talk_due=_talk_due(row) if sees_names else None,
        sponsors=[(each, _sponsor_name(each, sees_names)) for each in queries.list_sponsors(row.id, on=on)],
        wish=queries.open_wishes([row.id]).get(row.id),
        has_sheet=queries.find_agreement(row.id) is not None,
        offers=OFFERS,
        kinds=SPONSOR_KINDS,
        dialled=dialled,
    )


@tandems.get("/<ref>/absprache")
@needs(Permission.MY_PAGE)
def agreement(ref: str) -> str:
    """Show the agreement sheet, made for paper, to the two people and the coordination."""
    row = _get(ref, also_sponsors=False)
    return render_template("tandems/agreement.html", row=row, sheet=queries.find_agreement(row.id))


@tandems.post("/<ref>/kontakt")
@needs(Permission.TANDEM_MANAGE)
def log_contact(ref: str) -> ResponseReturnValue:
    """Note with one tap that somebody has talked to the two today."""
    found = queries.get_tandem(ref)
    changes.log_contact(found, on=clock.today())
    db.session.commit()
    return saved(url_for("tandems.tandem", ref=ref), _("Notiert: Kontakt heute."))


@tandems.post("/<ref>/wunsch/erledigt")
@needs(Permission.TANDEM_MANAGE)
def finish_wish(ref: str) -> ResponseReturnValue:
    """Note that the wish came true; whoever promised to see to it has kept the promise."""
    found, on = queries.get_tandem(ref), clock.today()
    wish = changes.finish_wish(found, on=on)
    measures.keep_promise(wish, found, on=on)
    db.session.commit()
    return saved(url_for("tandems.tandem", ref=ref), _("Der Wunsch ist erfüllt. Sie können den nächsten schreiben."))


def _get(ref: str, *, also_sponsors: bool = True) -> Any:
    me, sees_all = current_user.person_id, can(Permission.TANDEM_MANAGE)
    return queries.get_tandem_seen_by(
        ref, person_id=me, sees_all=sees_all, on=clock.today(), also_sponsors=also_sponsors
    )


def _describe(row: Any, silent_days: int) -> Shown:
    sees_names = can(Permission.TANDEM_MANAGE)
    me = None if sees_names else current_user.person_id
    return describe(row, person_id=me, sees_names=sees_names, now=clock.now(), silent_days=silent_days)


def _talk_due(row: Any) -> Any:
    return trial_talk_due(row.status, row.start, row.last_contact_on, on=clock.today())


def _is_in(view: str, row: Any, silent_days: int) -> bool:
    """Tell whether a tandem belongs to a view of the list."""
    if view == "beendet" or row.status is TandemStatus.ENDED:
        return view == "beendet" and row.status is TandemStatus.ENDED
    match view:
        case "still":
            found = mood(row.status, row.last_contact_on, on=clock.today(), silent_days=silent_days)
            return found is Mood.NEEDS_TALK
        case "probe":
            return _talk_due(row) is not None
        case "ohne-absprache":
            return row.agreed_on is None
        case _:
            return True


def _sponsor_name(row: Any, sees_names: bool) -> str:
    return shown_name(row.given_name, row.family_name, consents=sees_names or row.consent_public)


def _address(view: str, number: int) -> str:
    return url_for("tandems.page", zeige=None if view == "aktiv" else view, seite=number if number > 1 else None)
