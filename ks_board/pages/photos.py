"""The photo of a task: shown on its page, put and removed by the coordination."""

from collections.abc import Callable
from typing import cast

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from ks_board.core.access import can, needs
from ks_board.core.columns import SHORT
from ks_board.core.db import db
from ks_board.core.forms import BaseForm
from ks_board.core.web import see_other, takes_files
from ks_board.pages.task_edit import BOTH, task_edit, task_page
from ks_board.permissions import Permission
from ks_board.tasks import photos
from ks_board.tasks.models import Photo, Task
from ks_board.tasks.picture import MOST_BYTES, BadPicture, prepare_picture
from ks_board.tasks.publish import get_task
from ks_board.tasks.views import tasks

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
FOR_EVER = "public, max-age=31536000, immutable"
_ROOM = 500_000
"""Bytes for the other fields, and so that a picture that is a little too large gets a sentence of its own."""


class PhotoForm(BaseForm):
    """A picture, and what it shows."""

    picture = FileField(
        _l("Bild"),
        description=_l("JPEG, PNG oder WebP, höchstens 8 MB. Ort und Gerät, die im Bild stehen, werden gelöscht."),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
    alt = StringField(
        _l("Was ist auf dem Bild zu sehen?"),
        [DataRequired(_l("Bitte sagen Sie in einem Satz, was zu sehen ist.")), Length(max=SHORT)],
        description=_l("Wer das Bild nicht sehen kann, bekommt diesen Satz vorgelesen."),
    )
    credit = StringField(_l("Wer hat es aufgenommen?"), [Length(max=SHORT)])


@tasks.get("/aufgaben/<ref>/bild-<digest>.webp")
@needs(Permission.TASK_READ)
def photo(ref: str, digest: str) -> Response:
    """Return the large picture."""
    return _file(ref, digest, small=False)


@tasks.get("/aufgaben/<ref>/bild-<digest>-klein.webp")
@needs(Permission.TASK_READ)
def small_photo(ref: str, digest: str) -> Response:
    """Return the picture as a phone shows it."""
    return _file(ref, digest, small=True)


@task_edit.route("/aufgaben/<ref>/bild", methods=BOTH, endpoint="photo")
@takes_files(MOST_BYTES + _ROOM)
@needs(Permission.TASK_MANAGE)
def edit(ref: str) -> ResponseReturnValue:
    """Give a task a photo, or change what is said of it."""
    task = get_task(ref)
    now = photos.find_photo(task.id)
    form = PhotoForm(obj=now)
    if form.validate_on_submit() and _keep(task, now, form):
        db.session.commit()
        flash(_("Das Bild ist gespeichert."))
        return see_other(task_page(task))
    return render_template("tasks/photo_edit.html", task=task, form=form, photo=now), 422 if form.errors else 200


@task_edit.post("/aufgaben/<ref>/bild/entfernen")
@needs(Permission.TASK_MANAGE)
def remove_photo(ref: str) -> ResponseReturnValue:
    """Remove the photo for good."""
    task = get_task(ref)
    photos.remove_photo(task.id)
    db.session.commit()
    flash(_("Das Bild ist gelöscht."))
    return see_other(url_for(".photo", ref=ref))


def _keep(task: Task, now: Photo | None, form: PhotoForm) -> bool:
    """Store what was sent; False with an error in the form if there is no picture in it."""
    alt, credit = form.alt.data or "", form.credit.data or None
    sent = form.picture.data.read(MOST_BYTES + 1) if form.picture.data else b""
    if not sent and now:
        photos.describe_photo(now, alt=alt, credit=credit)
        return True
    try:
        photos.put_photo(task.id, prepare_picture(sent), alt=alt, credit=credit)
    except BadPicture as refused:
        form.picture.errors = [str(refused) if sent else _("Bitte wählen Sie ein Bild.")]
        return False
    return True


def _file(ref: str, digest: str, *, small: bool) -> Response:
    data = photos.get_file(ref, digest, small=small, sees_drafts=can(Permission.TASK_MANAGE))
    return Response(data, mimetype="image/webp", headers={"Cache-Control": FOR_EVER})
