"""Sign in and out."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ks_board.core.access import needs
from ks_board.permissions import Permission

people = Blueprint("people", __name__)


@people.get("/anmelden")
@needs(Permission.ACCOUNT_SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Show the form."""
    return render_template("people/sign_in.html")


@people.post("/abmelden")
@needs(Permission.ACCOUNT_SIGN_IN)
def sign_out() -> ResponseReturnValue:
    """End the session."""
    return "", 204
