"""How people say a series."""

import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

import ks_board
from ks_board.tasks.recurrence import fits, in_words

TOWN = Path(ks_board.__file__).parent / "data" / "weisswald" / "tasks.csv"
WITH_RULE = [row for row in csv.DictReader(StringIO(TOWN.read_text("utf-8"))) if row["rrule"]]

# Every rule of the demo town, with the hours 9 to 10.30.
SENTENCES = {
    "FREQ=DAILY;BYMONTH=12,1,2": "täglich von Dezember bis Februar",
    "FREQ=DAILY;BYMONTH=3,4": "täglich von März bis April",
    "FREQ=MONTHLY;BYDAY=-1FR": "jeden letzten Freitag im Monat",
    "FREQ=MONTHLY;BYDAY=-1SA": "jeden letzten Samstag im Monat",
    "FREQ=MONTHLY;BYDAY=1FR": "jeden ersten Freitag im Monat",
    "FREQ=MONTHLY;BYDAY=1MO": "jeden ersten Montag im Monat",
    "FREQ=MONTHLY;BYDAY=1SA": "jeden ersten Samstag im Monat",
    "FREQ=MONTHLY;BYDAY=1SA,3SA": "jeden ersten und dritten Samstag im Monat",
    "FREQ=MONTHLY;BYDAY=1SA;BYMONTH=2,3,6,9,10": "jeden ersten Samstag im Februar, März, Juni, September und Oktober",
    "FREQ=MONTHLY;BYDAY=1TU": "jeden ersten Dienstag im Monat",
    "FREQ=MONTHLY;BYDAY=2SA;BYMONTH=4,5,6,7,8,9,10": "jeden zweiten Samstag im Monat von April bis Oktober",
    "FREQ=MONTHLY;BYDAY=2TH": "jeden zweiten Donnerstag im Monat",
    "FREQ=MONTHLY;BYDAY=2WE": "jeden zweiten Mittwoch im Monat",
    "FREQ=MONTHLY;BYDAY=3SA": "jeden dritten Samstag im Monat",
    "FREQ=MONTHLY;BYDAY=3SU": "jeden dritten Sonntag im Monat",
    "FREQ=MONTHLY;BYDAY=3TH": "jeden dritten Donnerstag im Monat",
    "FREQ=MONTHLY;BYMONTHDAY=15": "am 15. jedes Monats",
    "FREQ=MONTHLY;BYMONTHDAY=2": "am 2. jedes Monats",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=3SA": "alle drei Monate am dritten Samstag",
    "FREQ=WEEKLY;BYDAY=FR": "jeden Freitag",
    "FREQ=WEEKLY;BYDAY=MO": "jeden Montag",
    "FREQ=WEEKLY;BYDAY=MO,TH": "jeden Montag und Donnerstag",
    "FREQ=WEEKLY;BYDAY=MO,WE": "jeden Montag und Mittwoch",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR": "jeden Montag, Mittwoch und Freitag",
    "FREQ=WEEKLY;BYDAY=SA": "jeden Samstag",
    "FREQ=WEEKLY;BYDAY=SA,SU": "jeden Samstag und Sonntag",
    "FREQ=WEEKLY;BYDAY=SA,SU;BYMONTH=5,6,7,8": "jeden Samstag und Sonntag von Mai bis August",
    "FREQ=WEEKLY;BYDAY=SA,SU;BYMONTH=6,7,8": "jeden Samstag und Sonntag von Juni bis August",
    "FREQ=WEEKLY;BYDAY=SA;BYMONTH=3,4,5,6,7,8,9,10": "jeden Samstag von März bis Oktober",
    "FREQ=WEEKLY;BYDAY=SU": "jeden Sonntag",
    "FREQ=WEEKLY;BYDAY=TH": "jeden Donnerstag",
    "FREQ=WEEKLY;BYDAY=TU": "jeden Dienstag",
    "FREQ=WEEKLY;BYDAY=TU,FR;BYMONTH=5,6,7,8,9": "jeden Dienstag und Freitag von Mai bis September",
    "FREQ=WEEKLY;BYDAY=TU,TH": "jeden Dienstag und Donnerstag",
    "FREQ=WEEKLY;BYDAY=TU;BYMONTH=4,5,6,7,8,9,10": "jeden Dienstag von April bis Oktober",
    "FREQ=WEEKLY;BYDAY=WE": "jeden Mittwoch",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR": "alle zwei Wochen am Freitag",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH": "alle zwei Wochen am Donnerstag",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU": "alle zwei Wochen am Dienstag",
    "FREQ=YEARLY;BYMONTH=5;BYDAY=2SA": "jährlich am zweiten Samstag im Mai",
}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


TUESDAY = local("2026-11-24T09:00")


@pytest.mark.parametrize(("rule", "days"), SENTENCES.items())
def test_every_rule_of_the_demo_town_has_its_sentence(rule: str, days: str) -> None:
    assert in_words(TUESDAY, 90, rule) == f"{days}, 9 bis 10.30 Uhr"


def test_the_table_names_every_rule_of_the_demo_town() -> None:
    assert {row["rrule"] for row in WITH_RULE} == set(SENTENCES)


def test_every_start_of_the_demo_town_fits_its_rule() -> None:
    assert [row["id"] for row in WITH_RULE if not fits(local(row["start"]), row["rrule"])] == []


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", "täglich"),
        ("FREQ=DAILY;INTERVAL=3", "alle drei Tage"),
        ("FREQ=DAILY;INTERVAL=30", "alle 30 Tage"),
        ("FREQ=DAILY;BYDAY=SU,MO", "jeden Montag und Sonntag"),
        ("FREQ=DAILY;BYMONTHDAY=1,15", "am 1. und 15. jedes Monats"),
        ("FREQ=WEEKLY", "jeden Dienstag"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "täglich"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "montags bis freitags"),
        ("FREQ=WEEKLY;BYDAY=SA;BYMONTH=5", "jeden Samstag im Mai"),
        ("FREQ=WEEKLY;BYDAY=SA;BYMONTH=9,5", "jeden Samstag im Mai und September"),
        ("FREQ=WEEKLY;BYDAY=SA;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "jeden Samstag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO", "alle zwei Wochen am Montag und Donnerstag"),
        ("FREQ=MONTHLY", "am 24. jedes Monats"),
        ("FREQ=MONTHLY;BYDAY=TU", "jeden Dienstag"),
        ("FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1,3", "jeden ersten und dritten Samstag im Monat"),
        ("FREQ=MONTHLY;BYDAY=-1SA,1SA", "jeden ersten und letzten Samstag im Monat"),
        ("FREQ=MONTHLY;BYDAY=1MO,3FR", "jeden ersten Montag und dritten Freitag im Monat"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "am letzten Tag jedes Monats"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;BYMONTH=4,5,6", "am 15. jedes Monats von April bis Juni"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;BYMONTH=4,9", "jeweils am 15. im April und September"),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1", "alle sechs Monate am 1."),
        ("FREQ=YEARLY", "jährlich am 24. November"),
        ("FREQ=YEARLY;BYMONTH=10,5;BYMONTHDAY=1", "jährlich am 1. Mai und 1. Oktober"),
        ("FREQ=YEARLY;BYMONTHDAY=3", "am 3. jedes Monats"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=SA;BYSETPOS=-1", "jährlich am letzten Samstag im Mai"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=SA", "jeden Samstag im Mai"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2SA", "alle zwei Jahre am zweiten Samstag im Mai"),
    ],
)
def test_rules_from_other_calendars_are_said_as_plainly(rule: str, days: str) -> None:
    assert in_words(TUESDAY, 90, rule) == f"{days}, 9 bis 10.30 Uhr"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=1,2,3,4,5,6,7;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=SA,1SU",
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=SA",
        "FREQ=DAILY;INTERVAL=2;BYDAY=SA",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=5,9;BYDAY=SA;BYSETPOS=1",
        "FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=3",
    ],
)
def test_an_unusual_rule_is_regular_on_changing_days(rule: str) -> None:
    assert in_words(TUESDAY, 90, rule) == "regelmäßig an wechselnden Tagen"


def test_an_unusual_rule_names_its_next_date() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    said = in_words(TUESDAY, 90, "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", now=now)
    assert said == "regelmäßig, nächster Termin: Freitag, 13. August 2027, 9 bis 10.30 Uhr"


@pytest.mark.parametrize(
    ("start", "minutes", "hours"),
    [
        ("2026-11-24T09:00", None, "9 Uhr"),
        ("2026-11-24T09:30", 0, "9.30 Uhr"),
        ("2026-11-24T22:00", 480, "22 bis 6 Uhr"),
        ("2026-11-24T18:00", 360, "18 bis 24 Uhr"),
        ("2026-11-24T18:00", 2880, "ab 18 Uhr"),
    ],
)
def test_the_hours_follow_from_start_and_duration(start: str, minutes: int | None, hours: str) -> None:
    assert in_words(local(start), minutes, "FREQ=WEEKLY") == f"jeden Dienstag, {hours}"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;COUNT=10", "jeden Dienstag, 9 bis 10 Uhr, insgesamt 10-mal"),
        ("FREQ=WEEKLY;UNTIL=20261231", "jeden Dienstag, 9 bis 10 Uhr, bis 31. Dezember 2026"),
        ("FREQ=WEEKLY;UNTIL=20261231T230000Z", "jeden Dienstag, 9 bis 10 Uhr, bis 1. Januar 2027"),
    ],
)
def test_an_end_is_said(rule: str, said: str) -> None:
    assert in_words(TUESDAY, 60, rule) == said


@pytest.mark.parametrize(
    ("start", "recurring", "said"),
    [
        (TUESDAY, False, "Dienstag, 24. November 2026, 9 bis 10 Uhr"),
        (None, False, "Termin nach Absprache"),
        (TUESDAY, True, "regelmäßig, Termine nach Absprache"),
    ],
)
def test_a_task_without_a_rule(start: datetime | None, recurring: bool, said: str) -> None:
    assert in_words(start, 60, None, recurring=recurring) == said


def test_a_rule_without_a_start_is_said_as_far_as_it_goes() -> None:
    assert in_words(None, 60, "FREQ=WEEKLY;BYDAY=TU") == "jeden Dienstag"
    assert in_words(None, 60, "FREQ=WEEKLY") == "regelmäßig an wechselnden Tagen"
