"""Conditions about units, posts, responsibilities, appointments and places."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, or_

from ks_board.gaps.condition import Asked, after_day, ahead_of, condition, gaps_of
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.words import (
    Words,
    current,
    how_many_leads,
    is_current,
    is_live_task,
    never_or_before,
    unit_counts,
)
from ks_board.organigram.in_force import appointment_in_force
from ks_board.organigram.models import (
    Appointment,
    AppointmentKind,
    Post,
    PostKind,
    Responsibility,
    Unit,
    UnitKind,
)
from ks_board.tasks.models import Task
from ks_board.town.models import Place

LEAD, DEPUTY = AppointmentKind.LEAD, AppointmentKind.DEPUTY
GROUPS = (UnitKind.ASSOCIATION, UnitKind.INITIATIVE)
MUST_BE_REACHED = (
    *(UnitKind.OFFICE, UnitKind.SECTION, UnitKind.FACILITY, UnitKind.STAFF, UnitKind.COORDINATION, UnitKind.DISTRICT),
    *GROUPS,
)


def is_incomplete() -> Words:
    """Tell whether hours, competences or authority of a post are not known; 0 hours are known."""
    return or_(Post.hours_per_week.is_(None), Post.competences == (), Post.authority == ())


def posts_that_count(asked: Asked, fact: Any = None) -> Select[Any]:
    """Select the posts that count: those of units in force."""
    days = {} if fact is None else {"fact": fact}
    found = gaps_of(Post, unit=Post.unit_id, unit_since=Unit.valid_from, **days)
    return found.join(Unit, Unit.id == Post.unit_id).where(unit_counts(asked))


def responsibilities_that_count(asked: Asked) -> Select[Any]:
    """Select the responsibilities that count: those of units in force."""
    found = gaps_of(
        Responsibility, unit=Responsibility.unit_id, area=Responsibility.area_id, unit_since=Unit.valid_from
    )
    return found.join(Unit, Unit.id == Responsibility.unit_id).where(unit_counts(asked))


def _appointments(asked: Asked, fact: Any) -> Select[Any]:
    """Select the appointments that count: to posts and responsibilities of units in force."""
    found = gaps_of(
        Appointment,
        unit=Unit.id,
        area=Responsibility.area_id,
        since=Appointment.from_,
        unit_since=Unit.valid_from,
        fact=fact,
    )
    return (
        found.outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
        .join(Unit, Unit.id == func.coalesce(Post.unit_id, Responsibility.unit_id))
        .where(unit_counts(asked))
    )


def _units(asked: Asked, fact: Any = None) -> Select[Any]:
    days = {} if fact is None else {"fact": fact}
    return gaps_of(Unit, unit=Unit.id, unit_since=Unit.valid_from, **days).where(unit_counts(asked))


def _places(fact: Any = None) -> Select[Any]:
    return gaps_of(Place, unit=Place.owner_unit_id, **({} if fact is None else {"fact": fact}))


@condition("post-vacant", SubjectKind.POST)
def post_vacant(asked: Asked) -> Select[Any]:
    """No current appointment of kind lead."""
    return posts_that_count(asked).where(~current(LEAD, Appointment.post_id, Post, asked))


@condition("post-incomplete", SubjectKind.POST)
def post_incomplete(asked: Asked) -> Select[Any]:
    """Kind professional and hours, competences or authority empty."""
    return posts_that_count(asked).where(Post.kind == PostKind.PROFESSIONAL, is_incomplete())


@condition("post-funding-ends", SubjectKind.POST, ahead_of)
def post_funding_ends(asked: Asked) -> Select[Any]:
    """Funded until a day at most n days ahead, also in the past."""
    return posts_that_count(asked, Post.funded_until).where(Post.funded_until <= asked.ahead)


@condition("responsibility-no-holder", SubjectKind.RESPONSIBILITY)
def responsibility_no_holder(asked: Asked) -> Select[Any]:
    """No current lead."""
    return responsibilities_that_count(asked).where(
        ~current(LEAD, Appointment.responsibility_id, Responsibility, asked)
    )


@condition("responsibility-no-deputy", SubjectKind.RESPONSIBILITY)
def responsibility_no_deputy(asked: Asked) -> Select[Any]:
    """A current lead, but no current deputy."""
    return responsibilities_that_count(asked).where(
        current(LEAD, Appointment.responsibility_id, Responsibility, asked),
        ~current(DEPUTY, Appointment.responsibility_id, Responsibility, asked),
    )


@condition("responsibility-two-leads", SubjectKind.RESPONSIBILITY)
def responsibility_two_leads(asked: Asked) -> Select[Any]:
    """More than one current lead."""
    return responsibilities_that_count(asked).where(how_many_leads(Responsibility, asked) > 1)


@condition("appointment-person-left", SubjectKind.APPOINTMENT)
def appointment_person_left(asked: Asked) -> Select[Any]:
    """In force, but its person has left."""
    found = _appointments(asked, asked.gone.c.left_on).join(asked.gone, asked.gone.c.id == Appointment.person_id)
    return found.where(appointment_in_force(asked.on))


@condition("appointment-unconfirmed", SubjectKind.APPOINTMENT, after_day)
def appointment_unconfirmed(asked: Asked) -> Select[Any]:
    """Current, for a responsibility, never confirmed or more than n days ago."""
    return _appointments(asked, Appointment.confirmed_on).where(
        is_current(asked),
        Appointment.responsibility_id.is_not(None),
        never_or_before(Appointment.confirmed_on, asked.ago),
    )


@condition("mandate-ending", SubjectKind.APPOINTMENT, ahead_of)
def mandate_ending(asked: Asked) -> Select[Any]:
    """Current, and ends within n days, today and the last day included."""
    ends_soon = and_(Appointment.until >= asked.on, Appointment.until <= asked.ahead)
    return _appointments(asked, Appointment.until).where(is_current(asked), ends_soon)


@condition("unit-no-channel", SubjectKind.UNIT)
def unit_no_channel(asked: Asked) -> Select[Any]:
    """Neither e-mail nor phone, of a kind that people want to reach."""
    return _units(asked).where(Unit.kind.in_(MUST_BE_REACHED), Unit.email.is_(None), Unit.phone.is_(None))


@condition("actor-unconfirmed", SubjectKind.UNIT, after_day)
def actor_unconfirmed(asked: Asked) -> Select[Any]:
    """Association or initiative, never confirmed or more than n days ago."""
    return _units(asked, Unit.confirmed_on).where(Unit.kind.in_(GROUPS), never_or_before(Unit.confirmed_on, asked.ago))


@condition("initiative-no-space", SubjectKind.UNIT)
def initiative_no_space(asked: Asked) -> Select[Any]:
    """Initiative without a place."""
    return _units(asked).where(Unit.kind == UnitKind.INITIATIVE, Unit.place_id.is_(None))


@condition("district-no-anchor", SubjectKind.UNIT)
def district_no_anchor(asked: Asked) -> Select[Any]:
    """District without an anchor in it."""
    anchor = exists().where(Place.district_unit_id == Unit.id, Place.is_anchor.is_(True))
    return _units(asked).where(Unit.kind == UnitKind.DISTRICT, ~anchor)


@condition("anchor-no-keeper", SubjectKind.PLACE)
def anchor_no_keeper(asked: Asked) -> Select[Any]:
    """Anchor without a keeper, or whose keeper has left."""
    found = _places(asked.gone.c.left_on).outerjoin(asked.gone, asked.gone.c.id == Place.keeper_person_id)
    return found.where(Place.is_anchor.is_(True), or_(Place.keeper_person_id.is_(None), asked.gone.c.id.is_not(None)))


@condition("place-no-terms", SubjectKind.PLACE)
def place_no_terms(asked: Asked) -> Select[Any]:
    """Usable, but no terms of use."""
    return _places().where(Place.is_usable.is_(True), Place.usage_terms.is_(None))


@condition("place-unused", SubjectKind.PLACE)
def place_unused(asked: Asked) -> Select[Any]:
    """Usable, but no live task there."""
    used = exists().where(Task.place_id == Place.id, is_live_task())
    return _places().where(Place.is_usable.is_(True), ~used)
