"""Accounts: links by mail, forgotten passwords, invitations, another address, and the admins' list."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.core.editing import refusals_in
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.limits import network_of
from ks_board.core.web import see_other
from ks_board.pages import account_mails
from ks_board.people.account_changes import change_account, get_account, list_accounts
from ks_board.people.account_links import ask_for_key, ask_for_new_email, decoy
from ks_board.people.accounts import BadEmail, create_account, end_sessions
from ks_board.people.forms import ROLE_WORDS, AccountForm, EmailForm, InviteForm
from ks_board.people.links import LinkPurpose, make_link
from ks_board.people.models import Account, Person
from ks_board.people.views import people
from ks_board.permissions import ACCOUNT_ROLES, Permission, Role

ASKS = {"link": LinkPurpose.SIGN_IN, "passwort": LinkPurpose.NEW_PASSWORD}


@people.get("/anmelden/<any(link, passwort):what>")
@needs(Permission.ACCOUNT_SIGN_IN)
def key_form(what: str) -> str:
    """Ask for the address to mail a link to."""
    return render_template("accounts/ask.html", form=EmailForm(), what=what)


@people.post("/anmelden/<any(link, passwort):what>")
@needs(Permission.ACCOUNT_SIGN_IN)
def ask_key(what: str) -> ResponseReturnValue:
    """Mail a link if somebody has this address; the answer does not tell."""
    form = EmailForm()
    if not form.validate_on_submit():
        return render_template("accounts/ask.html", form=form, what=what), 422
    now, email = clock.real_now(), form.email.data or ""
    keys = ask_for_key(email, purpose=ASKS[what], network=network_of(request.remote_addr), now=now)
    with db.session.begin_nested() as sending:
        account_mails.send_keys(email, keys or [decoy(ASKS[what], now=now)])
        if not keys:  # An unknown address takes as long as a known one.
            sending.rollback()
    db.session.commit()
    return see_other(url_for("people.key_sent"))


@people.get("/anmelden/unterwegs")
@needs(Permission.ACCOUNT_SIGN_IN)
def key_sent() -> str:
    """Say that a mail is on its way, if the address is known."""
    return render_template("accounts/sent.html")


@people.get("/meine/e-mail")
@needs(Permission.MY_PAGE)
def email_form() -> str:
    """Ask for the new address."""
    return render_template("accounts/email.html", form=EmailForm())


@people.post("/meine/e-mail")
@needs(Permission.MY_PAGE)
def ask_email() -> ResponseReturnValue:
    """Mail both addresses; the change happens when both have agreed."""
    form = EmailForm()
    if not form.validate_on_submit():
        return render_template("accounts/email.html", form=form), 422
    account = db.session.scalar(select(Account).where(Account.id == current_user.account_id))
    person = db.session.get(Person, current_user.person_id) if current_user.person_id else None
    if person is None and account is None:
        raise NotFound(_("Ihr Konto gehört noch zu keinem Menschen auf dem Board."))
    keys = ask_for_new_email(form.email.data or "", person=person, account=account, now=clock.real_now())
    account_mails.ask_both(keys)
    db.session.commit()
    flash(_("Bitte öffnen Sie die Links in Ihren Postfächern, dem alten und dem neuen. Dann gilt die neue Adresse."))
    return see_other(url_for("pages.start"))


@people.get("/konten")
@needs(Permission.ACCOUNT_MANAGE)
def accounts() -> str:
    """Show all accounts."""
    return render_template("accounts/list.html", accounts=list_accounts(), role_words=ROLE_WORDS)


@people.get("/konten/<int:account_id>")
@needs(Permission.ACCOUNT_MANAGE)
def account(account_id: int) -> str:
    """Show roles and lock of one account."""
    found = get_account(account_id)
    form = AccountForm(offered=ACCOUNT_ROLES, formdata=None, data={"roles": found.roles, "locked": found.locked})
    return render_template("accounts/account.html", account=found, form=form)


@people.post("/konten/<int:account_id>")
@needs(Permission.ACCOUNT_MANAGE)
def change(account_id: int) -> ResponseReturnValue:
    """Change roles and lock; it holds from the account's next page on."""
    found, form = get_account(account_id), AccountForm(offered=ACCOUNT_ROLES)
    if form.validate_on_submit():
        with refusals_in(form):
            change_account(found, roles=map(Role, form.roles.data or ()), locked=bool(form.locked.data))
            db.session.commit()
            flash(_("Gespeichert. Das Konto meldet sich beim nächsten Mal neu an."))
            return see_other(url_for("people.accounts"))
    return render_template("accounts/account.html", account=get_account(account_id), form=form), 422


@people.post("/konten/<int:account_id>/abmelden")
@needs(Permission.ACCOUNT_MANAGE)
def sign_out_account(account_id: int) -> ResponseReturnValue:
    """Sign an account out on all devices."""
    end_sessions(get_account(account_id))
    db.session.commit()
    flash(_("Das Konto ist überall abgemeldet."))
    return redirect(url_for("people.account", account_id=account_id), 303)


@people.get("/konten/einladen")
@needs(Permission.ACCOUNT_INVITE)
def invite_form() -> str:
    """Ask whom to invite as what."""
    return render_template("accounts/invite.html", form=InviteForm(offered=_may_give()))


@people.post("/konten/einladen")
@needs(Permission.ACCOUNT_INVITE)
def invite() -> ResponseReturnValue:
    """Make an account without a password and mail the invitation."""
    form = InviteForm(offered=_may_give())
    if form.validate_on_submit():
        with refusals_in(form):
            _invite(form)
            db.session.commit()
            flash(_("Die Einladung ist unterwegs. Sie gilt 14 Tage."))
            return see_other(url_for("people.invite_form"))
    return render_template("accounts/invite.html", form=form), 422


def _invite(form: InviteForm) -> None:
    person_id = None
    if form.person.data:
        person_id = db.session.scalar(select(Person.id).where(Person.ref == form.person.data))
        if person_id is None:
            raise Conflict(_("Einen Menschen mit dieser Nummer gibt es nicht."))
    try:
        made = create_account(email=form.email.data or "", roles=map(Role, form.roles.data or ()), person_id=person_id)
    except BadEmail as error:
        raise Conflict(str(error)) from None
    token = make_link(LinkPurpose.INVITATION, account_id=made.id, now=clock.real_now())
    account_mails.send_invitation(made, token)


def _may_give() -> tuple[Role, ...]:
    """Return the roles that the viewer may invite to: nobody gives more than they manage."""
    return ACCOUNT_ROLES if can(Permission.ACCOUNT_MANAGE) else (Role.VOLUNTEER, Role.SPONSOR)
