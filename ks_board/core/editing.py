"""Edit forms that lose nothing: the second of two editors sees both versions and chooses field by field.

How a feature uses it:

    class UnitForm(EditForm):
        name = StringField(...)             # Named like the attributes of the row, filters and choices included.

    @needs(Permission.ORGANIGRAM_EDIT)
    def edit_unit(ref: str) -> ResponseReturnValue:
        unit = get_unit(ref)
        form = UnitForm.open(unit)          # GET: as stored; POST: as typed. Further arguments go to __init__.
        if form.validate_on_submit():       # Raises EditConflict (409) if somebody saved the row meanwhile.
            with refusals_in(form):         # A Conflict of the service is said in the form: nothing typed is lost.
                change_unit(unit, **form.values())
                db.session.commit()
                return saved(url_for("organigram.unit", ref=ref), _("Gespeichert."))
        return page_or_fragment("….html", "_….html", form=form), form.code

- The template writes `{{ form.hidden_tag() }}` instead of `csrf()`: the version travels in it.
- `UnitForm()` without a row is the same form for adding: nothing is compared.
- Choices that depend on the database are set in the form's `__init__`, so that both versions can be said in words.
- A field of an own kind may have a method `shown()` that returns its value for people.
- The row is locked while a POST runs, so the version that was compared is the one that is written over.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from flask import Flask, Response, current_app, flash, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, widgets

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.formatting import moment, short_date
from ks_board.core.forms import BaseForm
from ks_board.core.params import local_path_asked
from ks_board.core.record import current_action
from ks_board.core.web import page_or_fragment, see_other

KEEP = "keep-"
"""Prefix of the radio buttons on the page that shows both versions."""
STORED, TYPED = "stored", "typed"
_OWN = frozenset({"version", "seen", "csrf_token"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two versions exist, each in words; `choice` is what is ticked at first."""

    name: str
    label: str
    stored: str
    typed: str
    choice: str


class EditConflict(Conflict):
    """Somebody saved the row since the form was opened (409 with a page that shows both versions)."""

    def __init__(self, differences: Sequence[Difference], hidden: Sequence[tuple[str, str]]) -> None:
        super().__init__(_("Inzwischen hat jemand anders dasselbe geändert."))
        self.differences = differences
        self.hidden = hidden


class EditForm(BaseForm):
    """A form for one row of a Versioned model; see the module's text."""

    version = StringField(widget=widgets.HiddenInput())
    seen = StringField(widget=widgets.HiddenInput())
    """What the editor saw in each field, as short hashes: tells what the editor changed."""

    _stored: "EditForm | None" = None

    @classmethod
    def open(cls, row: Any, **options: Any) -> Self:
        """Return the form as the row is stored, or, when it was sent, as it was typed and chosen."""
        sending = request.method == "POST"
        if sending:
            db.session.refresh(row, with_for_update=True)
        stored = cls(formdata=None, obj=row, **options)
        stored.version.data = str(row.version)
        stored.seen.data = ".".join(stored._marks())
        if not sending:
            return stored
        form = cls(formdata=_with_choices(request.form, stored), obj=row, **options)
        form._stored = stored
        return form

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Compare versions before anything else; raise EditConflict if both differ."""
        stored = self._stored
        if stored and self.version.data != stored.version.data and (found := self._differences(stored)):
            raise EditConflict(found, self._hidden(stored))
        return bool(super().validate(extra_validators))

    @property
    def code(self) -> int:
        """The code of an answer that shows the form: 422 with errors."""
        return 422 if self.errors else 200

    def values(self) -> dict[str, Any]:
        """Return the declared fields by name: empty text as None, what was not changed exactly as it is stored."""
        return {field.name: _value(field) for field in self.own_fields()}

    def own_fields(self) -> list[Field]:
        """Return the fields that people fill in."""
        return [field for field in self if field.name not in _OWN]

    def _marks(self) -> list[str]:
        return [_mark(field) for field in self.own_fields()]

    def _differences(self, stored: "EditForm") -> list[Difference]:
        seen = dict(zip((field.name for field in self.own_fields()), (self.seen.data or "").split("."), strict=False))
        found = []
        for field in self.own_fields():
            other = stored[field.name]
            if _mark(field) == _mark(other):
                continue
            changed = _mark(field) != seen.get(field.name)
            choice = request.form.get(KEEP + field.name, TYPED if changed else STORED)
            found.append(Difference(field.name, str(field.label.text), _shown(other), _shown(field), choice))
        return found

    def _hidden(self, stored: "EditForm") -> list[tuple[str, str]]:
        """Return what the page sends again: everything that was typed, and the version that it shows."""
        typed = [(field.name, text) for field in self.own_fields() for text in request.form.getlist(field.name)]
        return [("version", stored.version.data or ""), ("seen", stored.seen.data or ""), *typed]


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Turn what a service refuses into an error of the form, and take back what it had begun."""
    try:
        yield
    except Conflict as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))


def saved(address: str, sentence: str) -> ResponseReturnValue:
    """Say that something was saved and offer to take it back; go on to a page (303, or as htmx wants it).

    Who sent the form from another page of the board names it in the address (`?weiter=/heute`) and returns there.
    """
    flash(sentence, f"undo {current_action()}" if current_action() else "success")
    return see_other(local_path_asked("weiter") or address)


def init_editing(app: Flask) -> None:
    """Answer conflicts of edit forms with the page that shows both versions."""
    app.register_error_handler(EditConflict, _both_versions)
    app.register_error_handler(StaleDataError, _too_late)


def _both_versions(error: EditConflict) -> Response:
    db.session.rollback()
    page = page_or_fragment(
        "layout/conflict.html",
        "layout/_conflict.html",
        differences=error.differences,
        hidden=error.hidden,
        address=request.full_path.rstrip("?"),
    )
    return make_response(page, 409)


def _too_late(error: StaleDataError) -> ResponseReturnValue:
    """Somebody else saved between reading and writing, where no edit form compares versions."""
    sentence = _("Inzwischen hat jemand anders dasselbe geändert. Bitte laden Sie die Seite neu.")
    return current_app.handle_user_exception(Conflict(sentence))


def _with_choices(typed: "MultiDict[str, str]", stored: EditForm) -> "MultiDict[str, str]":
    """Return what was sent, with the stored values where the editor chose them on seeing both versions."""
    sent = MultiDict(typed)
    if typed.get("version") != stored.version.data:
        return sent  # The choice was made between older versions: it is asked again.
    for field in stored.own_fields():
        if typed.get(KEEP + field.name) == STORED:
            sent.setlist(field.name, _sent_by_browser(field))
    return sent


def _sent_by_browser(field: Field) -> list[str]:
    """Return what a browser would send for a field as it is."""
    match field:
        case BooleanField():
            return ["y"] if field.data else []
        case SelectMultipleField():
            return [str(value) for value in field.data or ()]
        case SelectField():
            return ["" if field.data is None else str(field.data)]
        case _:
            return [_text(field)]


def _value(field: Field) -> Any:
    if _canonical(field.data) == _canonical(field.object_data):
        return field.object_data
    return None if field.data == "" else field.data


def _mark(field: Field) -> str:
    """Return a short hash of what a field holds, alike for all ways to write the same."""
    held = (field.raw_data or [""])[0] if field.process_errors else field.data
    return hashlib.sha256(_canonical(held).encode()).hexdigest()[:12]


def _canonical(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case float() | Decimal():
            return format(Decimal(str(value)).normalize(), "f")
        case list() | tuple():
            return "\n".join(map(_canonical, value))
        case _:
            return "\n".join(line.strip() for line in str(value).strip().splitlines())


def _text(field: Any) -> str:
    """Return what a text field shows."""
    return str(field._value())


def _shown(field: Field) -> str:
    """Return the value of a field as people read it."""
    if hasattr(field, "shown"):
        return str(field.shown())
    match field:
        case BooleanField():
            return _("ja") if field.data else _("nein")
        case SelectField() | SelectMultipleField():
            return ", ".join(str(option.label.text) for option in field if option.checked)
        case Field(data=datetime() as at):
            return moment(at)
        case Field(data=date() as day):
            return short_date(day)
        case _:
            return _text(field)
