"""The page of staff for keys: who reads the board by machine, with which key, until when."""

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.fields import ShortText
from ks_board.core.forms import BaseForm
from ks_board.core.web import see_other
from ks_board.pages.api.keys import list_keys, make_key, revoke_key
from ks_board.permissions import Permission

api_keys = Blueprint("api_keys", __name__, url_prefix="/daten/schluessel")


class KeyForm(BaseForm):
    """What a new key is for."""

    purpose = ShortText(
        _l("Wofür ist der Schlüssel?"),
        needed=_l("Bitte schreiben Sie, welches Programm den Schlüssel bekommt."),
        longest=100,
        description=_l("Zum Beispiel: Internetseite der Stadt"),
    )


@api_keys.get("")
@needs(Permission.TOWN_EDIT)
def page() -> str:
    """List the keys that are good, with a form for a new one."""
    return _page(KeyForm())


@api_keys.post("")
@needs(Permission.TOWN_EDIT)
def make() -> ResponseReturnValue:
    """Make a key and show it this once."""
    form = KeyForm()
    if not form.validate_on_submit():
        return _page(form), 422
    purpose = form.purpose.data or ""
    key = make_key(purpose, account_id=current_user.account_id, now=clock.real_now())
    db.session.commit()
    return render_template("api/new_key.html", key=key, purpose=purpose), 201


@api_keys.post("/<int:number>/sperren")
@needs(Permission.TOWN_EDIT)
def revoke(number: int) -> ResponseReturnValue:
    """Let a key be dead at once."""
    revoke_key(number, now=clock.real_now())
    db.session.commit()
    flash(_("Der Schlüssel ist gesperrt. Wer ihn hat, liest damit nichts mehr."))
    return see_other(url_for("api_keys.page"))


def _page(form: KeyForm) -> str:
    return render_template("api/keys.html", form=form, keys=list_keys(now=clock.real_now()))
