"""The forms of all tables, made from their columns."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, cast

from flask_babel import gettext, lazy_gettext
from sqlalchemy import Date, Enum

from ks_board.core.editing import EditForm
from ks_board.core.fields import Day, LongText, OneOf
from ks_board.pages.records import names
from ks_board.pages.records.checks import NEW, faults_in
from ks_board.pages.records.fields import Reference, YesNo, field_of, pots_field, target_of
from ks_board.pages.records.tables import POTS, RecordTable

_ = cast("Any", lazy_gettext)
_BY_ME = ("answered_by_id", "given_by_id")


class RecordForm(EditForm):
    """A row of one table; `table` is set by `form_of`."""

    table: ClassVar[RecordTable]
    ref: str = NEW
    kept: Mapping[str, Any] = {}
    """What the row holds beside the fields."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if row := options.get("obj"):
            self.ref = getattr(row, self.table.key)
            self.kept = {
                self.table.attribute(name): getattr(row, self.table.attribute(name)) for name in self.table.fixed
            }
        for column in self.table.columns:
            field = self[self.table.attribute(column.name)]
            if isinstance(field, OneOf) and (target := target_of(self.table, column)):
                none = gettext("bitte wählen") if field.flags.required else gettext("nichts davon")
                field.offer([(None, none), *_choices(target)])
        if POTS in self:
            self[POTS].choices = _choices("budget_pots")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then the row as the import does."""
        if not super().validate(extra_validators):
            return False
        faults = faults_in(self.table, {**self.kept, **self.row_values()}, self.ref)
        for attribute, sentence in faults.items():
            (self[attribute].errors if attribute in self else self.form_errors).append(sentence)
        return not faults

    def row_values(self) -> dict[str, Any]:
        """Return what the row shall hold, by attribute."""
        return {name: _stored(self[name], value) for name, value in self.values().items() if name != POTS}

    @property
    def targets(self) -> set[str]:
        """The tables whose names the fields offer while typing."""
        return {field.target for field in self if isinstance(field, Reference)}


class EndForm(EditForm):
    """The last day of a row."""

    on = Day(_("Letzter Tag"), needed=_("Bitte nennen Sie den letzten Tag."))
    result = LongText(
        _("Was ist daraus geworden?"), needed=_("Bitte schreiben Sie einen Satz. Auch Aufhören ist ein Ergebnis.")
    )


class DeleteForm(EditForm):
    """Nothing to fill in: the button says it."""


class NewSettingForm(EditForm):
    """A setting that the town does not have yet."""

    key = OneOf(_("Was?"), needed=_("Bitte wählen Sie."))
    value = LongText(_("Inhalt"), needed=_("Hier muss etwas stehen."))


@cache
def form_of(table: RecordTable) -> type[RecordForm]:
    """Return the form of a table."""
    fields = {table.attribute(column.name): field_of(table, column) for column in table.columns}
    if table.name == "tasks":
        fields[POTS] = pots_field(table)
    return type(f"{table.model.__name__}RecordForm", (RecordForm,), {"table": table, **fields})


def first_values(table: RecordTable, *, on: date, person_id: int | None) -> dict[str, Any]:
    """Return what a new row begins with: days that must be there are today, sets begin with their first word."""
    values: dict[str, Any] = dict.fromkeys(_BY_ME, person_id)
    for column in table.columns:
        if column.nullable:
            continue
        if isinstance(column.type, Date):
            values[column.name] = on
        if column.name == "status" and isinstance(column.type, Enum):
            values[column.name] = next(iter(column.type.enum_class or ()))
    return values


def _choices(target: str) -> list[tuple[Any, str]]:
    return list(names.list_names(target).items())


def _stored(field: Any, value: Any) -> Any:
    if isinstance(field, YesNo):
        return {"1": True, "0": False}.get(value, value)
    return value
