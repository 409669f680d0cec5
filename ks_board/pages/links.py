"""What a personal link opens: its page changes nothing, its button "Weiter" does what the link is for."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.limits import Limit, count_try, network_of
from ks_board.pages import notices
from ks_board.people.account_links import agree_to_new_email, check_owner, end_keys
from ks_board.people.accounts import set_password
from ks_board.people.forms import NewPasswordForm
from ks_board.people.links import LinkPurpose, PersonalLink, get_link, make_link, use_link
from ks_board.people.models import Account, Person
from ks_board.people.passwords import WeakPassword
from ks_board.people.session import start_link_session, start_session
from ks_board.people.views import people
from ks_board.permissions import Permission
from ks_board.tasks.claim_proof import prove
from ks_board.tasks.models import Assignment, AssignmentStatus
from ks_board.town.queries import town_name

PER_NETWORK = Limit("open links from network", tries=60, minutes=15)
NEW_LINK = "new_link"
"""Key in the session: the token of a new personal link, to be shown once."""
Open = Callable[[PersonalLink], ResponseReturnValue]


@people.get("/l/<token>")
@needs(Permission.ACCOUNT_SIGN_IN)
def link(token: str) -> ResponseReturnValue:
    """Show what the link is for; looking changes nothing, since mail programs open links, too."""
    return _page(get_link(token, *OPENS, now=clock.real_now()), NewPasswordForm(formdata=None))


@people.post("/l/<token>")
@needs(Permission.ACCOUNT_SIGN_IN)
def open_link(token: str) -> ResponseReturnValue:
    """Do what the link is for."""
    now = clock.real_now()
    count_try(PER_NETWORK, network_of(request.remote_addr), now=now)
    found = get_link(token, *OPENS, now=now)
    answer = OPENS[found.purpose](found)
    db.session.commit()
    return answer


def _page(found: PersonalLink, form: NewPasswordForm) -> str:
    asked = form if found.purpose in WITH_PASSWORD else None
    return render_template("people/link.html", address=request.path, purpose=found.purpose, form=asked)


def _use(found: PersonalLink) -> None:
    """Use a link up, or note that it was used."""
    if not use_link(found, now=clock.real_now()):
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))


def _open_sign_in(found: PersonalLink) -> ResponseReturnValue:
    account = _account_of(found)
    _use(found)
    account.last_login_at = clock.real_now()
    start_session(account, now=clock.real_now())
    return redirect(url_for("pages.start"), 303)


def _open_new_password(found: PersonalLink) -> ResponseReturnValue:
    """Set the password; what is wrong with it is said beside the field, and the link stays good."""
    account, form = _account_of(found), NewPasswordForm()
    if form.validate():
        try:
            set_password(account, form.password.data or "", town=town_name())
        except WeakPassword as error:
            form.password.errors = [str(error)]
    if form.errors:
        return _page(found, form), 422
    _use(found)
    end_keys(account, now=clock.real_now())
    db.session.flush()
    start_session(account, now=clock.real_now())
    flash(_("Ihr Passwort ist gespeichert. Sie sind angemeldet."))
    return redirect(url_for("pages.start"), 303)


def _open_new_email(found: PersonalLink) -> ResponseReturnValue:
    _use(found)
    if agree_to_new_email(found, now=clock.real_now()):
        flash(_("Die neue E-Mail-Adresse gilt ab jetzt."))
    else:
        flash(_("Danke. Jetzt fehlt noch der Link im anderen Postfach."))
    return redirect(url_for("pages.start"), 303)


def _account_of(found: PersonalLink) -> Account:
    """Return the account of a link; somebody signed in to another one, or a lock, gets no further."""
    check_owner(found, current_user.account_id)
    account = db.session.get_one(Account, found.account_id)
    if account.locked:
        raise NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))
    return account


def _open_my_page(found: PersonalLink) -> ResponseReturnValue:
    _use(found)
    start_link_session(found, now=clock.real_now())
    return redirect(url_for("my_page.page"), 303)


def _open_proof(found: PersonalLink) -> ResponseReturnValue:
    """Prove who said yes, give the person their page, and say what became of the yes."""
    _use(found)
    assignment = db.session.get(Assignment, int(found.detail or 0))
    if assignment is None:
        raise NotFound(_("Diese Zusage gibt es nicht mehr. Bitte sagen Sie noch einmal zu."))
    if assignment.status is not AssignmentStatus.ASKED:  # The coordination was quicker.
        _start_page_of(db.session.get_one(Person, assignment.person_id))
        return redirect(url_for("my_page.yes", ref=assignment.ref), 303)
    proven = prove(assignment.id, now=clock.now())
    notices.tell_coordination(proven.assignment, "proven", now=clock.now())
    _start_page_of(proven.person)
    if not proven.is_in:
        flash(proven.verdict.sentence, "warning")
    return redirect(url_for("my_page.yes", ref=proven.assignment.ref), 303)


def _start_page_of(person: Person) -> None:
    """Give a person a link to their page: mailed, shown once, and the session goes on by it."""
    now = clock.real_now()
    token = make_link(LinkPurpose.MY_PAGE, person_id=person.id, now=now)
    db.session.flush()
    fresh = get_link(token, LinkPurpose.MY_PAGE, now=now)
    notices.send_my_page(person, token, key=f"my page:{fresh.id}")
    start_link_session(fresh, now=now)
    session[NEW_LINK] = token


OPENS: dict[LinkPurpose, Open] = {
    LinkPurpose.MY_PAGE: _open_my_page,
    LinkPurpose.PROOF: _open_proof,
    LinkPurpose.SIGN_IN: _open_sign_in,
    LinkPurpose.NEW_PASSWORD: _open_new_password,
    LinkPurpose.INVITATION: _open_new_password,
    LinkPurpose.NEW_EMAIL: _open_new_email,
}
WITH_PASSWORD = frozenset({LinkPurpose.NEW_PASSWORD, LinkPurpose.INVITATION})
