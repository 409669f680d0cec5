"""One form field for each kind of column."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Boolean, Column, Date, Enum, Float, Integer, String
from wtforms import SelectMultipleField, StringField, widgets

from ks_board.core.columns import LONG, LocalDateTime, TextList
from ks_board.core.fields import Day, ListOfTexts, LongText, Needed, Number, OneOf, ShortText, WholeNumber
from ks_board.core.text import clean
from ks_board.exchange.cells import MOST, WrongCellError, local_time_cell
from ks_board.pages.records import labels, names
from ks_board.pages.records.tables import POTS, RecordTable

CHOSEN_FROM_LIST = frozenset({"areas", "questions", "rules", "procedures", "budget_pots", "places"})
"""Tables small enough for a list to choose from; rows of the others are typed by name or ref."""
_TARGETS = {"post_id": "posts", "responsibility_id": "responsibilities"}
_YES_NO = {"1": "1", "0": "0", "True": "1", "False": "0"}


class YesNo(OneOf):
    """Yes, no or unknown; the three stay apart, so the data are texts until they are stored."""

    def __init__(self, label: Any, **options: Any) -> None:
        choices = [(None, _l("nicht bekannt")), ("1", _l("ja")), ("0", _l("nein"))]
        super().__init__(label, choices, kind=_yes_no, **options)


class LocalTime(StringField):
    """A day with a time of day, as in the town folder."""

    widget = widgets.DateTimeLocalInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time; a sentence says what is wrong."""
        self.data: Any = None
        if text := valuelist[0].strip() if valuelist else "":
            try:
                self.data = local_time_cell().parse(text)
            except WrongCellError as error:
                raise ValueError(str(error)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat(timespec="minutes") if self.data else ""


class Reference(StringField):
    """A row of another table, typed by its name, a part of it, or its ref."""

    def __init__(self, label: Any, *, target: str, needed: Any = None, **options: Any) -> None:
        super().__init__(label, [Needed(needed)] if needed else [], **options)
        self.target = target
        self.render_kw = {"list": f"liste-{target}", "autocomplete": "off"}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Find the row."""
        text = " ".join(clean(valuelist[0]).split()) if valuelist else ""
        self.data: Any = names.meant(self.target, text) if text else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return names.full_name(self.target, self.data) if self.data is not None else ""


class Several(SelectMultipleField):
    """Any number of rows of a small table, as boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, label: Any, *, target: str, **options: Any) -> None:
        super().__init__(label, coerce=int, choices=[], **options)
        self.target = target


def field_of(table: RecordTable, column: Column[Any]) -> Any:
    """Return the field of a column."""
    name, target = table.file.name, target_of(table, column)
    must = not column.nullable and column.default is None
    options: dict[str, Any] = {
        "needed": _l("Hier muss etwas stehen.") if must else None,
        "description": labels.HINTS.get((name, column.name), ""),
    }
    said = labels.label(name, column.name)
    if target in CHOSEN_FROM_LIST:
        return OneOf(said, kind=int, **options)
    if target:
        return Reference(said, target=target, **options)
    return next(make(column, said, options) for kind, make in _KINDS if isinstance(column.type, kind))


def pots_field(table: RecordTable) -> Any:
    """Return the field for the pots of a task."""
    return Several(labels.label(table.file.name, POTS), target="budget_pots")


def target_of(table: RecordTable, column: Column[Any]) -> str | None:
    """Return the file that a reference leads to, None for every other column."""
    if column.name in _TARGETS:
        return _TARGETS[column.name]
    return next((c.target for c in table.file.columns if c.stored == column.name), None)


def _text(column: Column[Any], said: Any, options: dict[str, Any]) -> Any:
    longest = column.type.length  # type: ignore[attr-defined]
    return (LongText if longest == LONG else ShortText)(said, longest=longest, **options)


def _one_of(column: Column[Any], said: Any, options: dict[str, Any]) -> Any:
    kind = column.type.enum_class  # type: ignore[attr-defined]
    return OneOf(said, [(None, _l("bitte wählen")), *labels.choices(column)], kind=kind, **options)


def _without_needed(kind: Callable[..., Any]) -> Callable[..., Any]:
    return lambda column, said, options: kind(said, description=options["description"])


_KINDS: tuple[tuple[type, Callable[[Column[Any], Any, dict[str, Any]], Any]], ...] = (
    (TextList, lambda column, said, options: ListOfTexts(said, **options | {"needed": None})),
    (LocalDateTime, _without_needed(LocalTime)),
    (Date, lambda column, said, options: Day(said, **options)),
    (Boolean, _without_needed(YesNo)),
    (Float, lambda column, said, options: Number(said, least=0, most=MOST, **options)),
    (Integer, lambda column, said, options: WholeNumber(said, least=0, most=MOST, **options)),
    (Enum, _one_of),
    (String, _text),
)
"""How a type of the database is typed in; the first that fits counts."""


def _yes_no(value: Any) -> str:
    try:
        return _YES_NO[str(value)]
    except KeyError:
        raise ValueError(_("Bitte wählen Sie ja oder nein.")) from None
