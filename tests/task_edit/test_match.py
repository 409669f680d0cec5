"""Which task fits which person: a table of cases, each with the points and reasons it deserves."""

from dataclasses import replace
from datetime import date

import pytest

from ks_board.people.models import Residence
from ks_board.tasks.match import PersonTraits, TaskTraits, fit

ON = date(2026, 11, 16)
PERSON = PersonTraits(id=1, ref="P1", name="Kim Muster", hours_left=5)
TASK = TaskTraits(
    id=1, ref="T1", title="Beete pflegen", area="green", area_label="Grün", words="beete pflegen", hours=4
)
pytestmark = pytest.mark.usefixtures("in_weisswald")  # Words need a language.
FREE = "hat noch 5 Stunden im Monat frei"


@pytest.mark.parametrize(
    ("person", "task", "points", "reasons"),
    [
        ({}, {}, 1, (FREE,)),
        ({"hours_left": None}, {}, None, ()),
        ({"hours_left": 3}, {}, None, ()),
        ({"hours_left": 3, "skills": ("Pflegen",)}, {}, 3, ("kann: Pflegen",)),
        ({"hours_left": 0}, {"hours": None}, None, ()),
        ({"skills": ("Pflegen",)}, {}, 6, ("kann: Pflegen", FREE)),
        ({"skills": ("Gärtnern",)}, {}, 4, ("kann: Gärtnern. Das hilft im Feld „Grün“", FREE)),
        ({"skills": ("Schach",)}, {}, 1, (FREE,)),
        ({"areas": frozenset({"green"})}, {}, 3, ("hat im Feld „Grün“ schon geholfen", FREE)),
        ({"languages": ("de", "uk")}, {"words": "sprachcafe"}, 5, ("spricht die Sprache, die gebraucht wird", FREE)),
        (
            {"languages": ("uk",)},
            {"words": "hilfe auf ukrainisch"},
            5,
            ("spricht die Sprache, die gebraucht wird", FREE),
        ),
        ({"languages": ("de",)}, {"words": "sprachcafe"}, 1, (FREE,)),
        ({}, {"licence_required": "P"}, None, ()),
        ({"licences": frozenset("P")}, {"licence_required": "P"}, 3, ("hat die Fahrerlaubnis dafür", FREE)),
        ({}, {"certificate_required": True}, 0, (FREE,)),
        ({"certificate_seen_on": date(2025, 1, 1)}, {"certificate_required": True}, 1, (FREE,)),
        ({"residence": Residence.DIASPORA}, {}, None, ()),
        ({"residence": Residence.DIASPORA}, {"remote": True}, 2, ("geht von weit weg, von zu Hause", FREE)),
        (
            {"residence": Residence.DISTRICT},
            {"in_district": True},
            2,
            ("wohnt in einem Ortsteil, und dort ist es", FREE),
        ),
        ({}, {"has_room": False}, None, ()),
        ({"tasks": frozenset({1})}, {}, None, ()),
    ],
)
def test_fit_gives_points_and_reasons(
    person: dict[str, object], task: dict[str, object], points: int | None, reasons: tuple[str, ...]
) -> None:
    found = fit(replace(PERSON, **person), replace(TASK, **task), on=ON)  # type: ignore[arg-type]
    assert (found.points if found else None, found.reasons if found else ()) == (points, reasons)


def test_too_few_hours_are_something_to_talk_about() -> None:
    found = fit(replace(PERSON, hours_left=3, skills=("Pflegen",)), TASK, on=ON)
    assert found
    assert found.to_do == "Die Aufgabe braucht 4 Stunden im Monat, frei sind noch 3 Stunden im Monat."


def test_missing_certificate_is_said_as_what_is_to_do() -> None:
    found = fit(PERSON, replace(TASK, certificate_required=True), on=ON)
    assert found
    assert found.to_do == "Das Führungszeugnis fehlt noch. Für Freiwillige ist es kostenlos."
