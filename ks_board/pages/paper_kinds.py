"""Each kind of paper: what its address must name, and what makes it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core import clock
from ks_board.core.access import can
from ks_board.core.db import db
from ks_board.core.errors import BadParameter
from ks_board.core.params import choice_asked, day_asked
from ks_board.pages.coordination import find_coordination
from ks_board.pages.person_facts import get_person
from ks_board.permissions import Permission
from ks_board.reports import month, notice, person_letters, task_letters, unit_list, week
from ks_board.reports.papers import Job, Paper, get_job
from ks_board.tandems import queries as tandems
from ks_board.tasks.models import Task
from ks_board.town.queries import town_name

Args = Mapping[str, str]
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
PUBLIC_EDITION = "oeffentlich"


def _notice(args: Args) -> Paper:
    return notice.make_notice(_job(args, sees_names=False), town=town_name())


def _leaflet(args: Args) -> Paper:
    return task_letters.make_leaflet(_job(args), **_head())


def _mandate(args: Args) -> Paper:
    person = get_person(args["mensch"]) if args.get("mensch") else None
    return task_letters.make_mandate(_job(args), person, **_head())


def _agreement(args: Args) -> Paper:
    on = clock.today()
    row = tandems.get_tandem_seen_by(_asked(args, "tandem"), person_id=None, sees_all=True, on=on)
    return task_letters.make_agreement(row, tandems.find_agreement(row.id), **_head())


def _certificate(args: Args) -> Paper:
    return person_letters.make_certificate(get_person(_asked(args, "mensch")), **_head())


def _proof(args: Args) -> Paper:
    return person_letters.make_proof(get_person(_asked(args, "mensch")), **_head())


def _thanks(args: Args) -> Paper:
    """Thank one person, or everybody who helped with a task."""
    task = db.session.execute(select(Task.id, Task.title).where(Task.ref == args.get("aufgabe"))).first()
    what = task.title if task else ""
    if args.get("mensch"):
        person = get_person(args["mensch"])
        return person_letters.make_thanks(
            [person.given_name], what or person_letters.name_tasks(person), town=town_name()
        )
    people = [row.given_name for row in person_letters.list_helpers(task.id)] if task else []
    return person_letters.make_thanks(people, what, town=town_name())


def _slip(args: Args) -> Paper:
    office = find_coordination(clock.today())
    address = current_app.config["BASE_URL"] + url_for("messages.write")
    return person_letters.make_slip(phone=office.phone if office else None, address=address, town=town_name())


def _month(args: Args) -> Paper:
    on = clock.today()
    asked = _month_asked(args.get("monat", "")) or month.Month(on.year, on.month)
    base_url = current_app.config["BASE_URL"]
    return month.make_month(asked, args.get("ortsteil") or None, town=town_name(), base_url=base_url, on=on)


def _week(args: Args) -> Paper:
    return week.make_week(day_asked("woche"), town=town_name())


def _phones(args: Args) -> Paper:
    return week.make_phones(town=town_name(), on=clock.today())


def _units(args: Args) -> Paper:
    is_public = choice_asked("fassung", frozenset({PUBLIC_EDITION})) is not None
    sees_names = can(Permission.PERSON_READ_NAMES) and not is_public
    return unit_list.make_unit_list(town=town_name(), on=clock.today(), sees_names=sees_names)


KINDS: dict[str, Callable[[Args], Paper]] = {
    "absprache": _agreement,
    "aushang": _notice,
    "beauftragung": _mandate,
    "dankkarte": _thanks,
    "fuehrungszeugnis": _certificate,
    "kummerkasten": _slip,
    "merkblatt": _leaflet,
    "monat": _month,
    "nachweis": _proof,
    "organigramm": _units,
    "telefonliste": _phones,
    "woche": _week,
}
"""By the name in the address."""
GERMAN = frozenset(
    {"absprache", "beauftragung", "dankkarte", "fuehrungszeugnis", "kummerkasten", "merkblatt", "nachweis"}
)
"""Letters whose text the town keeps in German: such a paper is German in every language of the page."""


def _job(args: Args, *, sees_names: bool = True) -> Job:
    base_url = current_app.config["BASE_URL"]
    return get_job(_asked(args, "aufgabe"), on=clock.today(), base_url=base_url, sees_names=sees_names)


def _head() -> dict[str, Any]:
    on = clock.today()
    return {"sender": find_coordination(on), "town": town_name(), "on": on}


def _asked(args: Args, name: str) -> str:
    if not args.get(name):
        raise BadParameter(_("In der Adresse fehlt, worum es geht: „%(name)s“.", name=name))
    return args[name]


def _month_asked(text: str) -> month.Month | None:
    if not text:
        return None
    found = _MONTH.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) < LAST_YEAR:
        raise BadParameter(_("Den Monat „%(text)s“ gibt es nicht. Schreiben Sie ihn so: 2026-12.", text=text[:40]))
    return month.Month(int(found[1]), int(found[2]))
