"""The record: who changed what when, and the way back."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.params import choice_asked, page_asked, text_asked
from ks_board.core.record import Event
from ks_board.core.undo import KEPT, undo
from ks_board.organigram.edit_tree import check_tree, lock_tree
from ks_board.organigram.models import Unit
from ks_board.pages.record_lines import PER_PAGE, Action, describe_actions, list_actions
from ks_board.pages.record_words import TABLES
from ks_board.permissions import Permission

record = Blueprint("record", __name__)
PAGES = {
    "unit": "organigram.unit",
    "post": "organigram.post",
    "responsibility": "organigram.responsibility",
    "task": "tasks.task",
    "tandem": "tandems.tandem",
}


@record.get("/verlauf")
@needs(Permission.RECORD_READ)
def page() -> str:
    """List the newest actions, of everything or of one thing (`?art=unit&ref=U01`)."""
    table, ref, number = choice_asked("art", frozenset(TABLES)), text_asked("ref"), page_asked()
    actions = list_actions(number, now=clock.now(), table=table, ref=ref or None)
    address = partial(url_for, "record.page", art=table, ref=ref or None)
    return render_template(
        "record/page.html",
        actions=actions[:PER_PAGE],
        tables=sorted(TABLES.items(), key=lambda item: str(item[1])),
        chosen={"art": table, "ref": ref},
        number=number,
        previous=address(seite=number - 1) if number > 1 else None,
        following=address(seite=number + 1) if len(actions) > PER_PAGE else None,
        **_common(),
    )


@record.get("/verlauf/<key>")
@needs(Permission.RECORD_READ)
def action(key: str) -> str:
    """Show one action and ask whether it shall be taken back."""
    return render_template("record/action.html", action=_get(key), **_common())


@record.post("/verlauf/<key>")
@needs(Permission.RECORD_READ)
def undo_action(key: str) -> ResponseReturnValue:
    """Take an action back; that is an action of its own, which can be taken back as well."""
    taken_back = _get(key)
    _undo(key)
    names = ", ".join(dict.fromkeys(f"{row.what} „{row.label}“" for row in taken_back.rows[:3]))
    return saved(url_for("record.page"), _("Zurückgenommen: %(names)s.", names=names))


def _get(key: str) -> Action:
    found: Sequence[Action] = describe_actions([key], now=clock.now())
    if not found:
        raise NotFound(_("Diesen Eintrag gibt es nicht."))
    return found[0]


def _undo(key: str) -> None:
    """Take back and commit; what refers to a row is only checked then, and the tree has to stay one."""
    lock_tree()
    try:
        entries: Sequence[Event] = undo(key, now=clock.now())
        if any(entry.table == Unit.__tablename__ for entry in entries):
            check_tree()
        db.session.commit()
    except IntegrityError:
        raise Conflict(_("Das geht nicht mehr zurück: Inzwischen hängt anderes davon ab.")) from None


def _common() -> dict[str, object]:
    return {"pages": PAGES, "days_kept": KEPT.days}
