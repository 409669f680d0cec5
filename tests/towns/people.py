"""People and what binds them: appointments and assignments."""

import datetime as dt

from tests.towns import words
from tests.towns.draw import Draw, Row


def people(draw: Draw) -> None:
    """Draw people: some have left, some live far away, some cannot be reached."""
    draw.rows("people", "P", lambda: _person(draw), share=1.6)


def _person(draw: Draw) -> Row:
    joined, left = draw.span(draw.boundary("diaspora-not-asked"), draw.day(empty=0.7))
    issued, seen = draw.span(draw.day(2000, empty=0.4), _certificate_day(draw))
    return {
        "given_name": draw.one(*words.GIVEN),
        "family_name": draw.one(*words.FAMILY),
        "form_of_address": draw.some("Frau", "Herr"),
        "email": draw.some("a@example.example", "ü.b@example.example"),
        "phone": draw.some("030 23125 001", "+49 30 23125 002", empty=0.4),
        "channel": draw.some("email", "phone", "app", "post"),
        "residence": draw.some("in_town", "district", "diaspora", "diaspora", empty=0.1),
        "languages": draw.list("de", "en", "hsb", "vi"),
        "skills": draw.list("Nähen", "Rechnen, Schreiben"),
        "licence": draw.list("P", "B", empty=0.7),
        "hours_per_month": draw.hours(0.3),
        "certificate_issued_on": issued,
        "certificate_seen_on": seen,
        "consent_contact": draw.yes(0.7),
        "consent_public": draw.yes(0.5),
        "joined_on": joined,
        "left_on": left,
        "notes": draw.text(),
    }


def _certificate_day(draw: Draw) -> str:
    leap_day = (draw.on.month, draw.on.day) == (2, 29)
    anniversary = draw.on.replace(year=draw.on.year - 5, day=28 if leap_day else draw.on.day)
    leap_years = [year for year in range(draw.on.year - 8, draw.on.year) if year % 4 == 0]
    days = [anniversary + dt.timedelta(days=step) for step in (-1, 0, 0, 1, 700)]
    return draw.some(*[day.isoformat() for day in days], *[f"{year}-02-29" for year in leap_years[-1:]], empty=0.3)


def appointments(draw: Draw) -> None:
    """Draw appointments: several leads, deputies only, ended, about to begin, ending in 90 days."""
    draw.rows("appointments", "A", lambda: _appointment(draw), needs=("people", "posts", "responsibilities"), share=2.5)


def _appointment(draw: Draw) -> Row:
    target = draw.one("post", "responsibility", "responsibility")
    first = draw.day(400, empty=0.3)
    first, last = draw.span(first, draw.day(-draw.thresholds["mandate-ending"], empty=0.5))
    return {
        "person_id": draw.ref("people"),
        "target_kind": target,
        "target_id": draw.ref("posts" if target == "post" else "responsibilities"),
        "kind": draw.one("lead", "lead", "deputy"),
        "from": first,
        "until": last,
        "confirmed_on": draw.boundary("appointment-unconfirmed"),
        "source": draw.some("Wahl 2022", "Anruf"),
        "notes": draw.text(0.8),
    }


def assignments(draw: Draw) -> None:
    """Draw assignments, also several of one person to one task."""
    draw.rows("assignments", "G", lambda: _assignment(draw), needs=("tasks", "people"), share=1.8)


def _assignment(draw: Draw) -> Row:
    first, last = draw.span(draw.boundary("person-no-thanks"), draw.day(empty=0.7))
    return {
        "task_id": draw.ref("tasks"),
        "person_id": draw.ref("people"),
        "from": first,
        "until": last,
        "status": draw.one("active", "active", "active", "ended", "asked"),
    }
