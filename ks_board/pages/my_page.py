"""My page: what I do, when it comes next, whom to call, what is stored about me. By account or personal link."""

from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.web import see_other, wiping
from ks_board.pages import notices
from ks_board.pages.claim import drawn
from ks_board.pages.coordination import find_coordination
from ks_board.pages.links import NEW_LINK
from ks_board.pages.my_record import record_of
from ks_board.people.models import Person
from ks_board.people.my_data import ConsentForm, PhoneForm, change_consents, change_phone, end_everything
from ks_board.people.session import end_all_sessions
from ks_board.permissions import Permission
from ks_board.tasks import claim_moves
from ks_board.tasks.claim import Entry
from ks_board.tasks.claim_forms import ReasonForm
from ks_board.tasks.claim_offers import list_instead
from ks_board.tasks.contacts import dialled
from ks_board.tasks.my_tasks import get_my_yes, list_my_tasks

my_page = Blueprint("my_page", __name__, url_prefix="/meine")


@my_page.get("")
@needs(Permission.MY_PAGE)
def page() -> ResponseReturnValue:
    """Show everything that is one's own."""
    if current_user.person_id is None:
        return render_template("my_page/nobody.html")
    me = _me()
    return render_template("my_page/page.html", me=me, **_tasks(), **_forms(me))


@my_page.get("/zusagen/<ref>")
@needs(Permission.MY_PAGE)
def yes(ref: str) -> str:
    """Say how a yes stands and what happens next."""
    row, now = get_my_yes(ref, person_id=my_id()), clock.now()
    own = next(iter(list_my_tasks(my_id(), now=now, yes=ref)), None)
    cards = () if own else list_instead(row.task_ref, person_id=my_id(), now=now, sees_names=False)
    return render_template(
        "my_page/yes.html",
        yes=row,
        own=own,
        cards=cards and drawn(cards),
        new_link=_new_link(),
        contact=_contact(),
        dialled=dialled,
    )


@my_page.get("/zusagen/<ref>/beenden")
@needs(Permission.MY_PAGE)
def stop_form(ref: str) -> str:
    """Ask whether and why somebody wants to stop."""
    row = get_my_yes(ref, person_id=my_id())
    return render_template("my_page/stop.html", yes=row, form=ReasonForm())


@my_page.post("/zusagen/<ref>/beenden")
@needs(Permission.MY_PAGE)
def stop(ref: str) -> ResponseReturnValue:
    """End a yes; the place is free at once, coordination and tandem partner hear of it."""
    row, form = get_my_yes(ref, person_id=my_id()), ReasonForm()
    if not form.validate_on_submit():
        return render_template("my_page/stop.html", yes=row, form=form), 422
    entry = Entry(note=form.reason.data) if form.reason.data else None
    ended = claim_moves.withdraw(row.id, now=clock.now(), entry=entry)
    notices.tell_coordination(ended, "stopped", now=clock.now())
    notices.tell_tandem_partners(ended)
    db.session.commit()
    flash(_("Sie sind ausgetragen. Der Platz ist wieder frei. Danke, dass Sie geholfen haben!"))
    return see_other(url_for("my_page.yes", ref=ref))


@my_page.post("/zusagen/<ref>/vertretung")
@needs(Permission.MY_PAGE)
def seek_stand_in(ref: str) -> ResponseReturnValue:
    """Open the place for others, and stay until somebody takes it."""
    row = get_my_yes(ref, person_id=my_id())
    changed = claim_moves.seek_stand_in(row.id, now=clock.now())
    notices.tell_coordination(changed, "stand-in", now=clock.now())
    db.session.commit()
    flash(_("Ihr Platz steht jetzt als frei auf dem Board. Bis sich jemand findet, sind Sie weiter dabei."))
    return see_other(url_for("my_page.yes", ref=ref))


@my_page.post("/zusagen/<ref>/bleiben")
@needs(Permission.MY_PAGE)
def stay(ref: str) -> ResponseReturnValue:
    """Take the search for a stand-in back."""
    row = get_my_yes(ref, person_id=my_id())
    claim_moves.take_back_search(row.id, now=clock.now())
    db.session.commit()
    flash(_("Schön, dass Sie bleiben!"))
    return see_other(url_for("my_page.yes", ref=ref))


@my_page.post("/telefon")
@needs(Permission.MY_PAGE)
def phone() -> ResponseReturnValue:
    """Change the own phone number."""
    me, form = _me(), PhoneForm()
    if not form.validate_on_submit():
        return render_template("my_page/page.html", me=me, **_tasks(), **(_forms(me) | {"phone_form": form})), 422
    change_phone(me, form.phone.data)
    db.session.commit()
    flash(_("Ihre Telefonnummer ist gespeichert."))
    return see_other(url_for("my_page.page"))


@my_page.post("/einwilligungen")
@needs(Permission.MY_PAGE)
def consents() -> ResponseReturnValue:
    """Change what others may see."""
    me, form = _me(), ConsentForm()
    if not form.validate_on_submit():
        abort(400)
    change_consents(me, contact=form.consent_contact.data, public=form.consent_public.data)
    db.session.commit()
    flash(_("Gespeichert. Das gilt ab sofort."))
    return see_other(url_for("my_page.page"))


@my_page.get("/daten.json")
@needs(Permission.MY_PAGE)
def data() -> Response:
    """Give out everything that is stored about oneself."""
    answer = jsonify(record_of(my_id()))
    answer.headers["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return answer


@my_page.post("/ueberall-abmelden")
@needs(Permission.MY_PAGE)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on all devices; personal links stay good."""
    end_all_sessions(current_user)
    db.session.commit()
    session.clear()
    flash(_("Sie sind überall abgemeldet."))
    return wiping(redirect(url_for("pages.start"), 303))


@my_page.post("/links-ungueltig")
@needs(Permission.MY_PAGE)
def revoke() -> ResponseReturnValue:
    """Let every personal link be dead at once, and sign out everywhere."""
    end_everything(my_id(), now=clock.real_now())
    db.session.commit()
    session.clear()
    flash(_("Ihre persönlichen Links gelten nicht mehr. Einen neuen bekommen Sie über „Anmelden“ oder bei uns."))
    return wiping(redirect(url_for("pages.start"), 303))


def my_id() -> int:
    """Return who looks at their own page; an account need not be a person."""
    if current_user.person_id is None:
        raise NotFound(_("Ihr Konto gehört noch zu keinem Menschen auf dem Board."))
    return int(current_user.person_id)


def _me() -> Person:
    return db.session.get_one(Person, my_id())


def _tasks() -> dict[str, Any]:
    return {"tasks": list_my_tasks(my_id(), now=clock.now()), "contact": _contact(), "dialled": dialled}


def _forms(me: Person) -> dict[str, Any]:
    """Return the forms as things stand; one that was sent takes its place."""
    return {"phone_form": PhoneForm(formdata=None, obj=me), "consent_form": ConsentForm(formdata=None, obj=me)}


def _contact() -> Any:
    return find_coordination(clock.today())


def _new_link() -> str | None:
    """Return the address of a new personal link, the one time it is shown."""
    token = session.pop(NEW_LINK, None)
    return notices.address(url_for("people.link", token=token)) if token else None
