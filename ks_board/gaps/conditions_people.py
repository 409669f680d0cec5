"""Conditions about people, tandems and sponsorships."""

from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select

from ks_board.gaps.condition import Asked, after_day, condition, gaps_of, on_day
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.words import has_live_assignment, is_live_assignment, never_or_before, stays
from ks_board.organigram.in_force import in_force
from ks_board.people.models import Person, Residence
from ks_board.tandems.models import Sponsorship, Tandem, TandemStatus
from ks_board.tasks.models import Assignment, Task, Thanks

# Hours are decimals stored as binary fractions: 0.1 + 0.2 is a little more than 0.3, and that is not too much.
HOURS_TOLERANCE = 1e-6


@condition("person-no-channel", SubjectKind.PERSON)
def person_no_channel(asked: Asked) -> Select[Any]:
    """Has a live assignment; neither e-mail nor phone."""
    helps = has_live_assignment(Assignment.person_id == Person.id, asked)
    return gaps_of(Person).where(helps, Person.email.is_(None), Person.phone.is_(None))


@condition("person-no-thanks", SubjectKind.PERSON, after_day)
def person_no_thanks(asked: Asked) -> Select[Any]:
    """Has a live assignment begun at least n days ago; no thanks in the last n days."""
    of_person = Thanks.person_id == Person.id
    last = select(func.max(Thanks.given_on)).where(of_person).scalar_subquery()
    helps_long = has_live_assignment(and_(Assignment.person_id == Person.id, Assignment.from_ <= asked.ago), asked)
    return gaps_of(Person, fact=last).where(helps_long, ~exists().where(of_person, Thanks.given_on >= asked.ago))


@condition("person-overloaded", SubjectKind.PERSON)
def person_overloaded(asked: Asked) -> Select[Any]:
    """The hours of all live assignments (unknown = 0) are more than the hours offered."""
    given = (
        select(func.coalesce(func.sum(Task.hours_per_month), 0))
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.person_id == Person.id, is_live_assignment(asked))
        .scalar_subquery()
    )
    return gaps_of(Person).where(given > Person.hours_per_month + HOURS_TOLERANCE)


@condition("diaspora-not-asked", SubjectKind.PERSON, on_day)
def diaspora_not_asked(asked: Asked) -> Select[Any]:
    """Lives far away, may be asked, joined at least n days ago, and neither helps nor is in an active tandem."""
    in_tandem = exists().where(
        Tandem.status == TandemStatus.ACTIVE, or_(Tandem.person_a_id == Person.id, Tandem.person_b_id == Person.id)
    )
    return gaps_of(Person, fact=Person.joined_on).where(
        Person.residence == Residence.DIASPORA,
        stays(Person.id, asked),
        Person.consent_contact.is_(True),
        Person.joined_on <= asked.ago,
        ~has_live_assignment(Assignment.person_id == Person.id, asked),
        ~in_tandem,
    )


def _tandems(status: TandemStatus, fact: Any = None) -> Select[Any]:
    days = {} if fact is None else {"fact": fact}
    found = gaps_of(Tandem, unit=Task.unit_id, area=Task.area_id, **days)
    return found.outerjoin(Task, Task.id == Tandem.task_id).where(Tandem.status == status)


@condition("tandem-silent", SubjectKind.TANDEM, after_day)
def tandem_silent(asked: Asked) -> Select[Any]:
    """Active; last contact empty or more than n days ago."""
    last = Tandem.last_contact_on
    return _tandems(TandemStatus.ACTIVE, last).where(never_or_before(last, asked.ago))


@condition("tandem-no-agreement", SubjectKind.TANDEM)
def tandem_no_agreement(asked: Asked) -> Select[Any]:
    """Active; no day of agreement."""
    return _tandems(TandemStatus.ACTIVE).where(Tandem.agreed_on.is_(None))


@condition("tandem-ended-no-result", SubjectKind.TANDEM)
def tandem_ended_no_result(asked: Asked) -> Select[Any]:
    """Ended; result empty."""
    return _tandems(TandemStatus.ENDED).where(Tandem.result.is_(None))


def _sponsorships(asked: Asked, fact: Any = None) -> Select[Any]:
    days = {} if fact is None else {"fact": fact}
    found = gaps_of(Sponsorship, since=Sponsorship.from_, **days)
    return found.where(in_force(Sponsorship.from_, Sponsorship.until, asked.on))


@condition("sponsor-no-tandem", SubjectKind.SPONSORSHIP)
def sponsor_no_tandem(asked: Asked) -> Select[Any]:
    """In force; no tandem, or it is not active."""
    active = exists().where(Tandem.id == Sponsorship.tandem_id, Tandem.status == TandemStatus.ACTIVE)
    return _sponsorships(asked).where(~active)


@condition("sponsor-silent", SubjectKind.SPONSORSHIP, after_day)
def sponsor_silent(asked: Asked) -> Select[Any]:
    """In force; last contact empty or more than n days ago."""
    last = Sponsorship.last_contact_on
    return _sponsorships(asked, last).where(never_or_before(last, asked.ago))
