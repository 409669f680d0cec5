"""Reading and refusing recurrence rules."""

from datetime import UTC, date, datetime

import pytest

from ks_board.tasks.recurrence.rule import Frequency, Rule, RuleError, Weekday, parse


def test_a_rule_is_read_with_all_its_parts() -> None:
    assert parse("FREQ=YEARLY;INTERVAL=2;BYMONTH=5,9;BYDAY=2SA,-1fr,mo;WKST=SU;COUNT=8") == Rule(
        Frequency.YEARLY,
        interval=2,
        count=8,
        months=(5, 9),
        weekdays=(Weekday(5, 2), Weekday(4, -1), Weekday(0)),
        week_start=6,
    )


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261231", datetime(2026, 12, 31, 22, 59, 59, 999999, UTC)),
        ("20260701T180000", datetime(2026, 7, 1, 16, tzinfo=UTC)),
        ("20260701T180000Z", datetime(2026, 7, 1, 18, tzinfo=UTC)),
    ],
)
def test_until_is_a_whole_day_a_local_or_a_utc_time(until: str, last: datetime) -> None:
    assert parse(f"FREQ=DAILY;UNTIL={until}").until == last


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Den Teil „“ gibt es in einer Regel nicht."),
        ("RRULE:FREQ=DAILY", "Den Teil „RRULE:FREQ=DAILY“ gibt es in einer Regel nicht."),
        ("FREQ=DAILY;", "Den Teil „“ gibt es in einer Regel nicht."),
        ("FREQ=DAILY;BYEASTER=1", "Den Teil „BYEASTER=1“ gibt es in einer Regel nicht."),
        ("BYDAY=TU", "FREQ fehlt. Richtig ist zum Beispiel FREQ=WEEKLY;BYDAY=TU."),
        ("FREQ=HOURLY", "FREQ=HOURLY geht nicht. Richtig ist: DAILY, WEEKLY, MONTHLY, YEARLY."),
        ("FREQ", "FREQ= geht nicht. Richtig ist: DAILY, WEEKLY, MONTHLY, YEARLY."),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ steht zweimal in der Regel."),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR geht nicht. Die Uhrzeit steht im Beginn der Aufgabe."),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 geht nicht. Richtig ist: eine Zahl von 1 bis 1000."),
        ("FREQ=DAILY;INTERVAL=²", "INTERVAL=² geht nicht. Richtig ist: eine Zahl von 1 bis 1000."),
        ("FREQ=DAILY;COUNT=4000", "COUNT=4000 geht nicht. Richtig ist: eine Zahl von 1 bis 3660."),
        ("FREQ=DAILY;COUNT=-1", "COUNT=-1 geht nicht. Richtig ist: eine Zahl von 1 bis 3660."),
        ("FREQ=DAILY;BYMONTH=13", "BYMONTH=13 geht nicht. Richtig ist: Zahlen von 1 bis 12."),
        ("FREQ=DAILY;BYMONTH=-1", "BYMONTH=-1 geht nicht. Richtig ist: Zahlen von 1 bis 12."),
        ("FREQ=DAILY;BYMONTH=1x", "BYMONTH=1X geht nicht. Richtig ist: Zahlen von 1 bis 12."),
        (
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "BYMONTHDAY=0 geht nicht. Richtig ist: Zahlen von 1 bis 31, von hinten gezählt ab -1.",
        ),
        (
            "FREQ=WEEKLY;BYDAY=DI",
            "BYDAY=DI geht nicht. Richtig ist: Wochentage wie TU,FR oder gezählte wie 1SA und -1FR.",
        ),
        ("FREQ=WEEKLY;BYDAY=", "BYDAY= geht nicht. Richtig ist: Wochentage wie TU,FR oder gezählte wie 1SA und -1FR."),
        (
            "FREQ=MONTHLY;BYDAY=0SA",
            "BYDAY=0SA geht nicht. Richtig ist: Wochentage wie TU,FR oder gezählte wie 1SA und -1FR.",
        ),
        ("FREQ=WEEKLY;WKST=1", "WKST=1 geht nicht. Richtig ist: MO, TU, WE, TH, FR, SA, SU."),
        ("FREQ=MONTHLY;BYDAY=6SA", "Ein Monat hat jeden Wochentag höchstens fünfmal."),
        ("FREQ=WEEKLY;BYDAY=1SA", "BYDAY mit Zahl und FREQ=WEEKLY gehen nicht zusammen."),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1SA", "BYDAY mit Zahl und BYWEEKNO gehen nicht zusammen."),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO und FREQ=MONTHLY gehen nicht zusammen."),
        ("FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY und FREQ=DAILY gehen nicht zusammen."),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY und FREQ=WEEKLY gehen nicht zusammen."),
        ("FREQ=DAILY;COUNT=1;UNTIL=20260101", "COUNT und UNTIL gehen nicht zusammen."),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS braucht einen weiteren Teil, zum Beispiel BYDAY."),
        ("FREQ=DAILY;BYMONTH=" + "1," * 200 + "1", "Die Regel ist zu lang. Höchstens 300 Zeichen gehen."),
    ],
)
def test_a_wrong_rule_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("until", ["2026-12-31", "20260231", "20260101T250000", "18991231", "99991231", "2026123١"])
def test_until_must_be_a_day_of_our_years(until: str) -> None:
    with pytest.raises(RuleError, match="Richtig ist: 20261231, 20261231T235959, 20261231T225959Z"):
        parse(f"FREQ=DAILY;UNTIL={until}")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"),
        ("FREQ=YEARLY;BYMONTH=5", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=24"),
        ("FREQ=MONTHLY;BYDAY=1SA", "FREQ=MONTHLY;BYDAY=1SA"),
    ],
)
def test_what_a_rule_leaves_out_comes_from_its_first_date(text: str, filled: str) -> None:
    assert parse(text).filled(date(2026, 11, 24)) == parse(filled)
