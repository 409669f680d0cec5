"""Sign in and out."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.core.errors import TooManyTries
from ks_board.core.limits import network_of
from ks_board.core.params import local_path_asked
from ks_board.core.web import wiping
from ks_board.people.accounts import WrongPassword
from ks_board.people.accounts import sign_in as sign_in_account
from ks_board.people.forms import SignInForm
from ks_board.people.session import end_all_sessions, start_session
from ks_board.permissions import Permission

people = Blueprint("people", __name__)


@people.get("/anmelden")
@needs(Permission.ACCOUNT_SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Show the form; who is signed in already goes on."""
    target = local_path_asked("weiter")
    if current_user.is_authenticated:
        return redirect(target or _first_page())
    return render_template("people/sign_in.html", form=SignInForm(), target=target)


@people.post("/anmelden")
@needs(Permission.ACCOUNT_SIGN_IN)
def check_sign_in() -> ResponseReturnValue:
    """Start a session, or show the form again with what is wrong."""
    form, target = SignInForm(), local_path_asked("weiter")
    code, headers = 422, {}
    if form.validate():
        try:
            return _signed_in(form, target)
        except WrongPassword as error:
            form.password.errors = [str(error)]
        except TooManyTries as error:
            form.form_errors.append(str(error))
            code, headers = 429, {"Retry-After": str(error.retry_after)}
    return render_template("people/sign_in.html", form=form, target=target), code, headers


@people.post("/abmelden")
@needs(Permission.ACCOUNT_SIGN_IN)
def sign_out() -> ResponseReturnValue:
    """End all sessions of the account or the personal link."""
    if current_user.is_authenticated:
        end_all_sessions(current_user)
        db.session.commit()
    session.clear()
    flash(_("Sie sind abgemeldet."))
    return wiping(redirect(url_for("pages.start")))


def _signed_in(form: SignInForm, target: str | None) -> ResponseReturnValue:
    now = clock.real_now()
    network = network_of(request.remote_addr)
    account = sign_in_account(form.email.data or "", form.password.data or "", network=network, now=now)
    db.session.commit()
    start_session(account, now=now)
    return redirect(target or _first_page())


def _first_page() -> str:
    """Return where somebody who signed in begins: the coordination with its day."""
    return url_for("today.page" if can(Permission.TODAY_READ) else "pages.start")
