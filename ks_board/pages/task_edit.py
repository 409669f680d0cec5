"""Tasks in the coordinator's hands: create like another, edit, publish, pause, stop, finish."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import EditForm, refusals_in, saved
from ks_board.core.errors import Conflict
from ks_board.core.forms import BaseForm
from ks_board.core.params import text_asked
from ks_board.organigram.details import find_unit_id
from ks_board.pages.person_acts import own_person_id
from ks_board.pages.records import names, service
from ks_board.pages.records.forms import RecordForm
from ks_board.pages.records.tables import POTS
from ks_board.pages.task_catalogue import list_templates, values_from
from ks_board.pages.task_forms import FIRST, FinishForm, StopForm, new_form, open_form
from ks_board.permissions import Permission
from ks_board.tasks import publish as service_of
from ks_board.tasks.models import Task, TaskKind, TaskStatus
from ks_board.tasks.publish_states import TASK_STATE_WORDS

task_edit = Blueprint("task_edit", __name__)
BOTH = ["GET", "POST"]


@task_edit.get("/aufgaben/neu")
@needs(Permission.TASK_MANAGE)
def choose() -> str:
    """Show drafts, the tasks that a new one could be like, and the catalogue."""
    rows = db.session.execute(select(Task.ref, Task.title, Task.status).order_by(Task.title, Task.id)).all()
    drafts = [row for row in rows if row.status is TaskStatus.DRAFT]
    return render_template("tasks/edit_choose.html", rows=rows, drafts=drafts, templates=list_templates())


@task_edit.route("/aufgaben/neu/formular", methods=BOTH)
@needs(Permission.TASK_MANAGE)
def add() -> ResponseReturnValue:
    """Create a task, like another one (`?wie=T01`) or begun from the catalogue (`?vorlage=repair-cafe`) or a gap."""
    like = service_of.get_task(request.args["wie"]) if request.args.get("wie") else None
    values = service_of.values_like(like) if like else _begun()
    form = new_form(values, service_of.pots_of(like) if like else [])
    if form.validate_on_submit():
        with refusals_in(form):
            task = service_of.add_draft(form.row_values(), pots=form[POTS].data or (), now=clock.now())
            db.session.commit()
            return saved(url_for(".publish", ref=task.ref), _("Der Entwurf ist gespeichert. So sieht er aus."))
    heading = _("Neue Aufgabe wie „%(title)s“", title=like.title) if like else _("Neue Aufgabe")
    return _form(form, heading=heading, back=url_for("tasks.board"), button=_("Weiter zum Veröffentlichen"))


def _begun() -> dict[str, Any]:
    """Return what the address knows of a new task: a template, or what a gap says (`?titel=…&einheit=U12`)."""
    if template := request.args.get("vorlage"):
        return values_from(template)
    unit = request.args.get("einheit") and find_unit_id(request.args["einheit"])
    return {"kind": TaskKind.SINGLE, "title": text_asked("titel") or None, "unit_id": unit or None}


@task_edit.route("/aufgaben/<ref>/bearbeiten", methods=BOTH)
@needs(Permission.TASK_MANAGE)
def edit(ref: str) -> ResponseReturnValue:
    """Change what a task says; places never drop below the people who are in."""
    task = service_of.get_task(ref)
    form = open_form(task, service_of.pots_of(task))
    if form.validate_on_submit():
        with refusals_in(form):
            values = form.row_values()
            service_of.check_places(task, values["people_needed"], now=clock.now())
            service.change_row(task, values, now=clock.now(), pots=list(form[POTS].data or ()))
            db.session.commit()
            return saved(task_page(task), _("Gespeichert."))
    return _form(form, heading=_("%(title)s bearbeiten", title=task.title), back=task_page(task), task=task)


@task_edit.route("/aufgaben/<ref>/veroeffentlichen", methods=BOTH)
@needs(Permission.TASK_MANAGE)
def publish(ref: str) -> ResponseReturnValue:
    """Show a draft with what is missing in words, and publish it."""
    task, form = service_of.get_task(ref), BaseForm()
    if form.validate_on_submit():
        service_of.publish(task, on=clock.today(), now=clock.now())
        db.session.commit()
        return saved(task_page(task), _("Veröffentlicht. Jetzt können alle mitmachen."))
    points = service_of.lacks(task, on=clock.today())
    return render_template("tasks/edit_publish.html", task=task, points=points, is_draft=is_draft(task))


@task_edit.post("/aufgaben/<ref>/pause")
@needs(Permission.TASK_MANAGE)
def pause(ref: str) -> ResponseReturnValue:
    """Let a task rest."""
    task = service_of.get_task(ref)
    service_of.pause(task, now=clock.now())
    db.session.commit()
    return saved(task_page(task), _("Die Aufgabe macht Pause. Wer dabei ist, bleibt dabei."))


@task_edit.post("/aufgaben/<ref>/weiter")
@needs(Permission.TASK_MANAGE)
def reopen(ref: str) -> ResponseReturnValue:
    """Let a resting task go on."""
    task = service_of.get_task(ref)
    service_of.reopen(task, on=clock.today(), now=clock.now())
    db.session.commit()
    return saved(task_page(task), _("Es geht weiter."))


@task_edit.route("/aufgaben/<ref>/stoppen", methods=BOTH)
@needs(Permission.TASK_MANAGE)
def stop(ref: str) -> ResponseReturnValue:
    """End a task that did not work out, with a sentence why."""
    task = service_of.get_task(ref)
    note = _("Alle Zusagen enden heute. Auch Aufhören ist ein Ergebnis: Andere können daraus lernen.")
    return _end(task, StopForm.open(task), _stop, heading=_("%(title)s beenden", title=task.title), note=note)


@task_edit.route("/aufgaben/<ref>/abschliessen", methods=BOTH)
@needs(Permission.TASK_MANAGE)
def finish(ref: str) -> ResponseReturnValue:
    """End a task that is done, with its result and thanks to all."""
    task = service_of.get_task(ref)
    note = _("Alle Zusagen enden heute. Das Ergebnis steht danach für alle auf der Seite der Aufgabe.")
    return _end(task, FinishForm.open(task), _finish, heading=_("%(title)s: geschafft", title=task.title), note=note)


def task_page(task: Task) -> str:
    """Return the address where a task is seen; a draft has no public page yet."""
    return url_for(".publish" if is_draft(task) else "tasks.task", ref=task.ref)


def is_draft(task: Task) -> bool:
    """Tell whether only the coordination sees a task."""
    return task.status is TaskStatus.DRAFT


def _stop(task: Task, form: EditForm) -> str:
    service_of.stop(task, result=form["result"].data or "", on=clock.today(), now=clock.now())
    return _("Die Aufgabe ist beendet. Der Satz dazu steht auf ihrer Seite.")


def _finish(task: Task, form: EditForm) -> str:
    on, kind = clock.today(), form["thanks"].data
    service_of.complete(task, result=form["result"].data or "", on=on, now=clock.now())
    if not kind:
        return _("Die Aufgabe ist geschafft. Vergessen Sie den Dank nicht.")
    thanked = service_of.thank_all(task, kind=kind, by=own_person_id(), on=on)
    said = ngettext("Dank an %(num)d Menschen ist notiert.", "Dank an %(num)d Menschen ist notiert.", thanked)
    return _("Die Aufgabe ist geschafft.") + " " + said


def _end(
    task: Task, form: EditForm, do: Callable[[Task, EditForm], str], *, heading: str, note: str
) -> ResponseReturnValue:
    if is_draft(task) or task.status in {TaskStatus.DONE, TaskStatus.STOPPED}:
        state = TASK_STATE_WORDS[task.status]
        raise Conflict(_("Das geht bei dieser Aufgabe nicht. Sie ist gerade: %(state)s.", state=state))
    if form.validate_on_submit():
        with refusals_in(form):
            sentence = do(task, form)
            db.session.commit()
            return saved(task_page(task), sentence)
    return _form(form, heading=heading, back=task_page(task), note=note, task=task)


def _form(form: EditForm, *, heading: str, back: str, **more: Any) -> ResponseReturnValue:
    targets = sorted(form.targets) if isinstance(form, RecordForm) else []
    usual = {"button": _("Speichern"), "note": None, "task": None}
    context = usual | {"offers": {target: names.offered(target) for target in targets}, "first": FIRST} | more
    return render_template("tasks/edit.html", form=form, heading=heading, back=back, **context), form.code
