"""One's own dates in one's own calendar: right on both clock-change Sundays, open to whom has the address."""

import logging
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select, update

from ks_board.core.db import db, writing
from ks_board.people.links import LinkPurpose, PersonalLink, make_link
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from ks_board.tasks.calendars import CalendarDate, calendar_file, list_promised
from ks_board.tasks.models import Assignment, AssignmentStatus, Task, TaskStatus
from tests.conftest import NOW, PEOPLE, signed_in
from tests.foresight.counting import counted
from tests.organigram_edit.browser import fields_of

PAGE, BASE = "/meine/kalender", "https://board.example"


def events(file: bytes) -> list[Any]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def file_of(*dates: CalendarDate) -> bytes:
    return calendar_file("Termine", dates, base_url=BASE, now=NOW)


def only_task(role: Role = Role.VOLUNTEER, **changes: Any) -> int:
    """Leave a person one promised task, with these changes, and return the person."""
    person = db.session.scalars(select(Person.id).where(Person.ref == PEOPLE[role])).one()
    theirs = db.session.scalars(select(Assignment).where(Assignment.person_id == person).order_by(Assignment.id)).all()
    for other in theirs[1:]:
        other.status = AssignmentStatus.ENDED
    task = db.session.get_one(Task, theirs[0].task_id)
    for name, value in changes.items():
        setattr(task, name, value)
    db.session.flush()
    return person


def series(start: str, rrule: str = "FREQ=WEEKLY;BYDAY=SU", minutes: int = 60) -> dict[str, Any]:
    return {"start": datetime.fromisoformat(start), "rrule": rrule, "duration_minutes": minutes}


def starts(person: int, now: datetime) -> list[datetime]:
    return [event.start for event in events(file_of(*list_promised(person, now=now)))]


def test_ten_o_clock_stays_ten_o_clock_on_both_sundays(in_town: Flask) -> None:
    person = only_task(**series("2026-10-04T10:00"))
    found = {at.date(): (f"{at:%H:%M}", at.astimezone(UTC).hour) for at in starts(person, NOW - timedelta(days=40))}
    sundays = [date(2026, 10, 18), date(2026, 10, 25), date(2027, 3, 21), date(2027, 3, 28)]
    assert [found[day] for day in sundays] == [("10:00", 8), ("10:00", 9), ("10:00", 9), ("10:00", 8)]


def test_half_past_two_is_the_first_in_the_double_hour_and_half_past_three_in_the_gap(in_town: Flask) -> None:
    person = only_task(**series("2026-10-04T02:30"))
    found = {at.date(): at.astimezone(UTC) for at in starts(person, NOW - timedelta(days=40))}
    assert found[date(2026, 10, 25)] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert found[date(2027, 3, 28)] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_the_file_tells_how_long_not_until_when_since_the_night_of_a_change_is_longer(in_town: Flask) -> None:
    person = only_task(**series("2026-10-25T01:30", rrule="FREQ=WEEKLY;COUNT=1", minutes=120))
    (event,) = events(file_of(*list_promised(person, now=NOW - timedelta(days=40))))
    assert (event.start.astimezone(UTC), event["duration"].dt) == (
        datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
        timedelta(hours=2),
    )


ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def test_the_zone_says_when_the_clock_changes_for_all_years() -> None:
    text = file_of().decode().replace("\r\n", "\n")
    assert ZONE in text


def test_dates_keep_their_names_and_cover_twelve_months_from_today(in_town: Flask) -> None:
    person = only_task(**series("2026-10-04T10:00", rrule="FREQ=MONTHLY;BYDAY=1SU"))
    found = {event["uid"]: event.start.date() for event in events(file_of(*list_promised(person, now=NOW)))}
    assert found["T01-20261206@board.example"] == date(2026, 12, 6)
    assert (min(found.values()), max(found.values()), len(found)) == (date(2026, 12, 6), date(2027, 11, 7), 12)


def test_a_yes_counts_from_its_first_to_its_last_day(in_town: Flask) -> None:
    person = only_task(**series("2026-10-04T10:00"))
    first, last = date(2026, 12, 6), date(2026, 12, 20)
    db.session.execute(update(Assignment).where(Assignment.person_id == person).values(from_=first, until=last))
    assert [at.date() for at in starts(person, NOW)] == [first, date(2026, 12, 13), last]


def test_a_paused_task_has_no_dates(in_town: Flask) -> None:
    assert starts(only_task(**series("2026-10-04T10:00"), status=TaskStatus.PAUSED), NOW) == []


def test_dates_are_found_in_one_statement(in_weisswald: Flask) -> None:
    with counted() as statements:
        list_promised(db.session.scalars(select(Person.id).where(Person.ref == "P084")).one(), now=NOW)
    assert len(statements) == 2  # With that of the person.


def test_text_cannot_begin_a_line_of_its_own() -> None:
    nasty = "Fest; Tee, Kuchen\r\nEND:VEVENT\\ Ende"
    (event,) = events(file_of(CalendarDate("T1", nasty, date(2026, 12, 1), "/aufgaben/T1", place=nasty)))
    assert (event["summary"], event["location"]) == (nasty.replace("\r\n", "\n"),) * 2


def address_of(client: FlaskClient, **typed: str) -> str:
    """Make an address on one's own page and return its path."""
    answer = client.post(PAGE, data=fields_of(client.get(PAGE), PAGE) | typed)
    assert answer.status_code == 201
    return re.search(r"/kalender/[\w-]+\.ics", answer.text)[0]  # type: ignore[index]


def test_who_came_by_a_link_gets_a_calendar_with_nothing_but_their_own(town: Flask) -> None:
    path = address_of(signed_in(town, Role.LINK))
    answer = town.test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    with town.app_context():
        me = db.session.execute(select(Person).where(Person.ref == PEOPLE[Role.LINK])).scalar_one()
        people = db.session.scalars(select(Person.family_name).where(Person.id != me.id)).all()
        dates = list_promised(me.id, now=NOW)
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == len(dates) + 1 > 50  # And when to renew the address.
    assert [name for name in people if name in text] == []


def test_unchanged_it_is_not_sent_again(town: Flask) -> None:
    path = address_of(signed_in(town, Role.VOLUNTEER))
    first = town.test_client().get(path)
    again = town.test_client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_reading_it_changes_nothing_and_sets_no_cookie(town: Flask) -> None:
    path = address_of(signed_in(town, Role.VOLUNTEER))
    before = link_rows(town)
    assert "Set-Cookie" not in town.test_client().get(path).headers
    assert link_rows(town) == before


@pytest.mark.parametrize("how", ["revoked", "renewed", "left", "unknown", "all links"])
def test_an_address_that_is_dead_is_not_found(how: str, town: Flask) -> None:
    client = signed_in(town, Role.VOLUNTEER)
    path = address_of(client)
    match how:
        case "revoked":
            client.post(f"{PAGE}/sperren", data=fields_of(client.get(PAGE), f"{PAGE}/sperren"))
        case "renewed":
            address_of(client)
        case "left":
            let_leave(town)
        case "unknown":
            path = path.replace(path[-10:], "AAAAAA.ics")
        case _:
            client.post("/meine/links-ungueltig", data=fields_of(client.get("/meine"), "/meine/links-ungueltig"))
    assert town.test_client().get(path).status_code == 404


def test_a_personal_link_of_another_kind_opens_no_calendar(town: Flask) -> None:
    with town.app_context(), writing():
        token = make_link(LinkPurpose.MY_PAGE, now=datetime.now(UTC), person_id=1)
        db.session.commit()
    assert town.test_client().get(f"/kalender/{token}.ics").status_code == 404


def test_the_address_is_in_no_log(town: Flask, caplog: pytest.LogCaptureFixture) -> None:
    path = address_of(signed_in(town, Role.VOLUNTEER))
    caplog.set_level(logging.DEBUG)
    town.test_client().get(path)
    town.test_client().get(path.replace(".ics", "x.ics"))
    assert path.removesuffix(".ics") not in caplog.text


def test_the_coordinator_also_follows_what_comes_without_names(town: Flask) -> None:
    path = address_of(signed_in(town, Role.COORDINATOR), vorschau="1")
    text = town.test_client().get(path).get_data(as_text=True).replace("\r\n ", "")
    assert "SUMMARY:Besetzung endet: Sprecherin Stadtgärtner" in text
    assert "DESCRIPTION:Jetzt: Ansprechen: weitermachen oder Nachfolge suchen" in text
    assert "DTSTART;VALUE=DATE:20261231" in text
    with town.app_context():
        names = {row.given_name + " " + row.family_name for row in db.session.execute(select(Person)).scalars()}
    assert [name for name in names if name in text] == []


def test_who_may_not_look_ahead_gets_no_foresight(town: Flask) -> None:
    path = address_of(signed_in(town, Role.VOLUNTEER), vorschau="1")
    assert "Besetzung endet" not in town.test_client().get(path).text


def test_who_is_no_coordinator_any_more_loses_the_foresight(town: Flask) -> None:
    path = address_of(signed_in(town, Role.COORDINATOR), vorschau="1")
    with town.app_context(), writing():
        db.session.execute(update(Account).where(Account.roles == ("coordinator",)).values(roles=("volunteer",)))
        db.session.commit()
    answer = town.test_client().get(path)
    assert (answer.status_code, "Besetzung endet" in answer.text) == (200, False)


def test_the_own_page_leads_to_the_calendar_and_says_until_when_it_is_good(town: Flask) -> None:
    client = signed_in(town, Role.VOLUNTEER)
    assert f'href="{PAGE}"' in client.get("/meine").text
    assert "Adresse sperren" not in client.get(PAGE).text
    address_of(client)
    assert "Adresse sperren" in client.get(PAGE).text


def link_rows(app: Flask) -> list[Any]:
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(*PersonalLink.__table__.columns))]


def let_leave(app: Flask) -> None:
    with app.app_context(), writing():
        person = db.session.execute(select(Person).where(Person.ref == PEOPLE[Role.VOLUNTEER])).scalar_one()
        person.left_on = NOW.date()
        db.session.commit()
