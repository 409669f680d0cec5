"""How the board says what a task is."""

from datetime import UTC, date, datetime

import pytest

from ks_board.tasks import words
from ks_board.tasks.models import Insurance, TaskKind

ON = date(2026, 11, 16)
TUESDAY = datetime(2026, 11, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("needed", "taken", "said"),
    [
        (3, 1, "2 Plätze frei"),
        (2, 1, "1 Platz frei"),
        (2, 2, "voll"),
        (2, 5, "voll"),
        (2, 0, "noch niemand dabei, 2 Plätze frei"),
        (1, 0, "noch niemand dabei, 1 Platz frei"),
        (None, 0, "noch niemand dabei"),
        (None, 4, "Sie können dazukommen"),
    ],
)
@pytest.mark.usefixtures("in_weisswald")
def test_places_say_who_is_missing(needed: int | None, taken: int, said: str) -> None:
    assert words.places(needed, taken) == said


@pytest.mark.parametrize(
    ("kind", "hours", "said"),
    [
        (TaskKind.RECURRING, 12, "etwa 12 Stunden im Monat"),
        (TaskKind.SINGLE, 1, "etwa 1 Stunde"),
        (TaskKind.SINGLE, None, "noch offen"),
    ],
)
@pytest.mark.usefixtures("in_weisswald")
def test_effort_is_a_month_of_a_series_or_a_single_date(kind: TaskKind, hours: float | None, said: str) -> None:
    assert words.effort(kind, hours) == said


@pytest.mark.usefixtures("in_weisswald")
def test_the_next_date_of_a_running_series_comes_again() -> None:
    assert words.coming(TUESDAY, datetime.fromisoformat("2024-01-02T09:00"), on=ON) == "wieder morgen"


@pytest.mark.usefixtures("in_weisswald")
def test_the_first_date_of_a_series_is_said_to_be_the_first() -> None:
    assert words.coming(TUESDAY, datetime.fromisoformat("2026-11-17T09:00"), on=ON) == "zum ersten Mal: morgen"


def test_without_a_further_date_nothing_is_said() -> None:
    assert words.coming(None, None, on=ON) == ""


def test_a_stored_date_that_has_passed_is_computed_anew() -> None:
    late = datetime(2026, 11, 17, 9, tzinfo=UTC)
    found = words.next_date(TUESDAY, datetime.fromisoformat("2024-01-02T09:00"), "FREQ=WEEKLY;BYDAY=TU", now=late)
    assert found == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_a_stored_date_to_come_is_taken_as_it_is() -> None:
    assert words.next_date(TUESDAY, None, None, now=TUESDAY) == TUESDAY


@pytest.mark.parametrize(
    ("kind", "mandate", "said"),
    [
        (Insurance.TOWN, "2026/01", "Ja. Die Stadt hat Sie damit beauftragt."),
        (Insurance.TOWN, None, "Über die Stadt, sobald die Beauftragung da ist."),
        (Insurance.ASSOCIATION, None, "Ja, über die Einheit „Singverein“."),
        (Insurance.STATE, None, "Ja, über das Land."),
        (Insurance.NONE, None, "Nein, noch nicht."),
        (None, None, "Das ist noch nicht geklärt."),
    ],
)
@pytest.mark.usefixtures("in_weisswald")
def test_insurance_is_said_in_plain_words(kind: Insurance | None, mandate: str | None, said: str) -> None:
    assert words.insurance(kind, mandate=mandate, unit="Singverein").startswith(said)


@pytest.mark.usefixtures("in_weisswald")
def test_a_known_licence_has_a_name_and_an_unknown_one_stays_as_written() -> None:
    assert [words.licence("B"), words.licence("Angelschein")] == ["Führerschein für das Auto (Klasse B)", "Angelschein"]


@pytest.mark.parametrize(
    ("place", "remote", "said"),
    [("Park", True, "von zu Hause"), ("Park", None, "Park"), (None, None, "nach Absprache")],
)
@pytest.mark.usefixtures("in_weisswald")
def test_where_is_one_line(place: str | None, remote: bool | None, said: str) -> None:
    assert words.where(place, remote) == said
