"""The clock, and the fixed day of demonstrations."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from ks_board.core import clock


def test_now_knows_its_zone_and_moves_on() -> None:
    first = clock.now()
    assert first.tzinfo is UTC
    assert first <= clock.now() <= first + timedelta(minutes=1)


def test_today_is_the_day_in_berlin() -> None:
    before, day, after = clock.now(), clock.today(), clock.now()
    assert day in {before.astimezone(clock.BERLIN).date(), after.astimezone(clock.BERLIN).date()}


def test_the_day_in_berlin_begins_before_that_of_utc() -> None:
    assert clock.local_day(datetime(2026, 11, 16, 22, 59, tzinfo=UTC)) == date(2026, 11, 16)
    assert clock.local_day(datetime(2026, 11, 16, 23, 0, tzinfo=UTC)) == date(2026, 11, 17)


def test_a_fixed_day_stands_still_at_eight_in_the_morning() -> None:
    app = Flask("board")
    app.config["TODAY"] = date(2026, 11, 16)
    with app.app_context():
        assert clock.today() == date(2026, 11, 16)
        assert clock.now() == datetime(2026, 11, 16, 7, tzinfo=UTC)


def test_locks_and_links_expire_also_on_a_fixed_day() -> None:
    app = Flask("board")
    app.config["TODAY"] = date(1999, 1, 1)
    with app.app_context():
        assert clock.real_now().year > 2000
