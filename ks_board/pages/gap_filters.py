"""What the page of gaps is asked for: each state is an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.checklist.queries import list_questions
from ks_board.core import clock
from ks_board.core.db import db
from ks_board.core.i18n import DEFAULT, language
from ks_board.core.params import choice_asked, day_asked
from ks_board.gaps.branches import list_units
from ks_board.town.models import Area

BY_QUESTION, BY_UNIT = "frage", "einheit"
PLANNED, NOT_PLANNED = "ja", "nein"


@dataclass(frozen=True, slots=True)
class Options:
    """What one can choose from."""

    questions: Sequence[Any]
    areas: Sequence[Any]
    units: Mapping[int, Any]

    def unit_id(self, ref: str) -> int | None:
        """Return the id of a unit."""
        return next((row.id for row in self.units.values() if row.ref == ref), None)

    def unit_name(self, ref: str) -> str:
        """Return the name of a unit that is on offer."""
        return next(str(row.name) for row in self.units.values() if row.ref == ref)

    @property
    def question_choices(self) -> list[tuple[str, str]]:
        """Ref and words of each question, for a select."""
        return [("", _("alle Fragen")), *((row.ref, f"{row.ref}: {row.text}") for row in self.questions)]

    @property
    def area_choices(self) -> list[tuple[str, str]]:
        """Ref and label of each area, for a select."""
        return [("", _("alle Felder")), *((row.ref, row.label) for row in self.areas)]


@dataclass(frozen=True, slots=True)
class GapFilters:
    """The chosen filters; empty = everything. Question, unit and area by ref."""

    on: date
    is_other_day: bool
    group: str
    question: str
    unit: str
    severity: str
    area: str
    planned: str

    @property
    def is_narrow(self) -> bool:
        """Is less than everything asked for?"""
        return bool(self.question or self.unit or self.severity or self.area or self.planned)

    def address(self, path: str, **changes: object) -> str:
        """Return the address of this state with some changes; what is empty is left out."""
        state = {
            "gruppe": self.group if self.group != BY_QUESTION else "",
            "frage": self.question,
            "einheit": self.unit,
            "schwere": self.severity,
            "feld": self.area,
            "geplant": self.planned,
            "am": self.on.isoformat() if self.is_other_day else "",
        }
        asked = {name: value for name, value in (state | changes).items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path


def load_options() -> Options:
    """Read questions, areas and units in three statements."""
    label = Area.label_de if language() == DEFAULT else Area.label_en
    areas = db.session.execute(select(Area.id, Area.ref, label.label("label")).order_by(Area.id)).all()
    return Options(list_questions(), areas, list_units())


def filters_asked(options: Options) -> GapFilters:
    """Read the filters from the address; raise BadParameter for what is not on offer."""
    on = day_asked()
    return GapFilters(
        on=on,
        is_other_day=on != clock.today(),
        group=choice_asked("gruppe", frozenset({BY_QUESTION, BY_UNIT})) or BY_QUESTION,
        question=choice_asked("frage", frozenset(row.ref for row in options.questions)) or "",
        unit=choice_asked("einheit", frozenset(row.ref for row in options.units.values())) or "",
        severity=choice_asked("schwere", frozenset("123")) or "",
        area=choice_asked("feld", frozenset(row.ref for row in options.areas)) or "",
        planned=choice_asked("geplant", frozenset({PLANNED, NOT_PLANNED})) or "",
    )
