"""Who shares a task: tandems and the sponsors who stand by them, named as far as each of them allows."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from ks_board.core.db import db
from ks_board.core.formatting import listing
from ks_board.organigram.in_force import has_not_left, in_force
from ks_board.people.models import Person
from ks_board.tandems.models import SponsorKind, Sponsorship, Tandem, TandemStatus


class Company(NamedTuple):
    """One tandem in words: who it is, and who stands by it."""

    people: str
    sponsors: tuple[str, ...]


def list_company(task_id: int, on: date, *, sees_names: bool) -> list[Company]:
    """Return the active tandems of a task with their sponsors, in one statement."""
    found: dict[int, tuple[str, list[str]]] = {}
    for row in db.session.connection().execute(_company(on), {"task_id": task_id}):
        _people, sponsors = found.setdefault(row.id, (_pair(row, sees_names=sees_names), []))
        if row.sponsor_kind is not None:
            sponsors.append(_sponsor(row, sees_names=sees_names))
    return [Company(people, tuple(sponsors)) for people, sponsors in found.values()]


@lru_cache(maxsize=8)
def _company(on: date) -> Select[*tuple[Any, ...]]:
    """Build the statement once a day: building takes longer than running."""
    first, second, sponsor = aliased(Person), aliased(Person), aliased(Person)
    stands_by = and_(Sponsorship.tandem_id == Tandem.id, in_force(Sponsorship.from_, Sponsorship.until, on))
    return (
        select(
            *(Tandem.id, first.given_name.label("name_a"), second.given_name.label("name_b")),
            *(first.consent_public.label("consent_a"), second.consent_public.label("consent_b")),
            *(Sponsorship.sponsor_kind, Sponsorship.organisation, sponsor.consent_public),
            *(sponsor.given_name, sponsor.family_name),
        )
        .join(first, first.id == Tandem.person_a_id)
        .join(second, second.id == Tandem.person_b_id)
        .outerjoin(Sponsorship, stands_by)
        .outerjoin(sponsor, and_(sponsor.id == Sponsorship.person_id, has_not_left(on, sponsor)))
        .where(Tandem.task_id == bindparam("task_id"), Tandem.status == TandemStatus.ACTIVE)
        .order_by(Tandem.id, Sponsorship.id)
    )


def _pair(row: Any, *, sees_names: bool) -> str:
    """Return first names; both stay unnamed unless both agree, since one name leads to the other."""
    if sees_names or (row.consent_a and row.consent_b):
        return listing([row.name_a, row.name_b])
    return _("zwei Menschen, die sich abwechseln oder voneinander lernen")


def _sponsor(row: Any, *, sees_names: bool) -> str:
    whence = _("aus dem Stadtrat") if row.sponsor_kind is SponsorKind.COUNCILLOR else _("aus einem Betrieb")
    if row.given_name is None or not (sees_names or row.consent_public):
        return _("jemand %(whence)s", whence=whence)
    return f"{row.given_name} {row.family_name}, {row.organisation or whence}"
