"""Form fields as people of the town type into them: cleaned, bounded, and never longer than their column.

`needed` is the sentence shown if the field is empty; without it the field may be empty.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from flask_babel import lazy_gettext
from wtforms import DateField, Field, SelectField, StringField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The types are older.
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation
from wtforms.validators import Optional as MayBeEmpty

from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core.columns import LONG, SHORT
from ks_board.core.text import clean

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9 ()/.\-]{3,40}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_LONGEST_NUMBER = 20
_TOO_LONG = _l("Das ist zu lang. Höchstens %(max)d Zeichen gehen.")


class Needed(InputRequired):
    """Refuses an empty field; spaces alone are empty, 0 is not."""

    def __call__(self, form: Any, field: Field) -> None:
        """Check one field."""
        super().__call__(form, field)
        if field.data in (None, "", ()) and not field.process_errors:
            field.errors = []
            raise StopValidation(self.message or "")


def _empty(needed: Any) -> list[Any]:
    return [Needed(needed)] if needed else [MayBeEmpty()]


class ShortText(StringField):
    """One line of text."""

    def __init__(self, label: Any, *, needed: Any = None, longest: int = SHORT, **options: Any) -> None:
        super().__init__(label, [*_empty(needed), Length(max=longest, message=_TOO_LONG)], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Put everything on one line; refuse control characters."""
        self.data = " ".join(clean(valuelist[0]).split()) if valuelist else None


class LongText(TextAreaField):
    """Several lines of text."""

    def __init__(self, label: Any, *, needed: Any = None, longest: int = LONG, **options: Any) -> None:
        super().__init__(label, [*_empty(needed), Length(max=longest, message=_TOO_LONG)], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take spaces away at both ends; refuse control characters."""
        self.data = clean(valuelist[0]).strip() if valuelist else None


class Email(ShortText):
    """An e-mail address; whether it exists, only a mail can tell."""

    widget = widgets.EmailInput()

    def pre_validate(self, form: Any) -> None:
        """Refuse what cannot be an address."""
        if self.data and not _EMAIL.fullmatch(self.data):
            raise StopValidation(_l("Das ist keine E-Mail-Adresse. Sie sieht so aus: name@beispiel.de."))


class Phone(ShortText):
    """A phone number as people write it."""

    widget = widgets.TelInput()

    def pre_validate(self, form: Any) -> None:
        """Refuse what cannot be dialled."""
        if self.data and not _PHONE.fullmatch(self.data):
            raise StopValidation(_l("Das ist keine Telefonnummer. Bitte nur Ziffern und Leerzeichen."))


class Day(DateField):
    """A day between the years that the board knows; "1.3.2027" is read as well."""

    def __init__(self, label: Any, *, needed: Any = None, **options: Any) -> None:
        super().__init__(label, _empty(needed), **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; a sentence says what is wrong."""
        self.data = None
        if text := valuelist[0].strip() if valuelist else "":
            self.data = _day(text)

    def _value(self) -> str:
        if self.data:
            return str(self.data.isoformat())
        return str(self.raw_data[0]) if self.raw_data else ""


class Number(StringField):
    """A number that may have decimals, with comma or point."""

    def __init__(self, label: Any, *, least: float, most: float, needed: Any = None, **options: Any) -> None:
        message = _l("Bitte geben Sie eine Zahl von %(min)s bis %(max)s ein.")
        super().__init__(label, [*_empty(needed), NumberRange(least, most, message)], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        self.data: Any = None
        if text := valuelist[0].strip() if valuelist else "":
            self.data = self.read(text)

    def read(self, text: str) -> float:
        """Return the number that a text says."""
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if len(text) > _LONGEST_NUMBER or not number.is_finite():
            raise ValueError(_l("Bitte geben Sie eine Zahl ein, zum Beispiel 12 oder 7,5."))
        return float(number)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else format(Decimal(str(self.data)).normalize(), "f").replace(".", ",")


class WholeNumber(Number):
    """A number without decimals."""

    def read(self, text: str) -> int:
        """Return the number that a text says."""
        if not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_NUMBER:
            raise ValueError(_l("Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12."))
        return int(text)


class ListOfTexts(TextAreaField):
    """Short texts, one a line; a comma may stand inside of each."""

    def __init__(self, label: Any, *, needed: Any = None, **options: Any) -> None:
        super().__init__(label, _empty(needed), **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Split at line ends and semicolons; empty and double ones fall out."""
        texts = re.split(r"[;\n]", clean(valuelist[0])) if valuelist else []
        self.data: Any = tuple(dict.fromkeys(text for raw in texts if (text := " ".join(raw.split()))))
        if len(";".join(self.data)) > LONG:
            raise ValueError(_l("Das ist zu lang. Höchstens %(max)d Zeichen gehen.", max=LONG))

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "\n".join(self.data or ())


class OneOf(SelectField):
    """A choice of (value, words), where the value None means "none"; `kind` makes what is stored of the text."""

    def __init__(
        self,
        label: Any,
        choices: Iterable[tuple[Any, Any]] = (),
        *,
        needed: Any = None,
        kind: Callable[[Any], Any] = str,
        **options: Any,
    ) -> None:
        super().__init__(label, _empty(needed), coerce=_or_none(kind), **options)
        self.type = "SelectField"  # The form macro draws it as one.
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[Any, Any]]) -> None:
        """Set the choices, for those that depend on the database."""
        self.choices = [SelectChoice("" if value is None else value, words) for value, words in choices]


class TickOne(OneOf):
    """A choice as radio buttons, for few choices that shall all be seen."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.RadioInput()

    def __init__(self, label: Any, choices: Iterable[tuple[Any, Any]] = (), **options: Any) -> None:
        super().__init__(label, choices, **options)
        self.type = "RadioField"


def _or_none(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda text: None if text in (None, "") else kind(text)


def _day(text: str) -> date:
    try:
        if german := _GERMAN_DAY.fullmatch(text):
            day = date(*(int(part) for part in reversed(german.groups())))
        else:
            day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(_l("Diesen Tag gibt es nicht. Schreiben Sie ihn so: 24.12.2026.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(_l("Der Tag muss zwischen %(first)s und %(last)s liegen.", first=FIRST_YEAR, last=LAST_YEAR))
    return day
