"""What people, units and pots hold, in words: what it is, who is there without them, and who could take over."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ks_board.core.formatting import listing, until
from ks_board.gaps import held
from ks_board.gaps.absence import Absence
from ks_board.gaps.held import Held, Other
from ks_board.gaps.models import SubjectKind
from ks_board.tasks.match_queries import successors_for

PAGES = {
    SubjectKind.POST: "organigram.post",
    SubjectKind.RESPONSIBILITY: "organigram.responsibility",
    SubjectKind.TASK: "tasks.task",
    SubjectKind.TANDEM: "tandems.tandem",
}
ROLES = {
    "lead": _l("Leitung"),
    "deputy": _l("Vertretung"),
    held.CONTACT: _l("Ansprechperson"),
    held.HELPER: _l("macht mit"),
    held.KEEPER: _l("hat den Schlüssel"),
    held.PARTNER: _l("im Tandem"),
}
MOST_MATCHED, MOST_NEAR = 8, 3
"""Tasks for which fitting people are looked for, since each is compared with everybody; people named who are near."""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One thing; `stands_alone` if nobody is there for it without those who are thought away."""

    title: str
    href: str | None
    unit: str | None
    mine: str
    stays: str
    stands_alone: bool
    successors: tuple[str, ...]
    """Who could take over, one sentence each."""
    own: tuple[Other, ...]
    others: tuple[Other, ...]
    facts: Any


class HeldSection(NamedTuple):
    """Things of one kind."""

    title: str
    lines: list[HeldLine]

    @property
    def alone(self) -> int:
        """How many stand alone."""
        return sum(line.stands_alone for line in self.lines)


def held_sections(absence: Absence, on: date, *, now: datetime) -> list[HeldSection]:
    """Return what hangs on those who are thought away, section by section; empty ones are left out."""
    tandems, tasks = held.list_tandems(absence.people), held.list_tasks(absence, on)
    posts, duties = held.list_posts(absence, on), held.list_responsibilities(absence, on)
    near = held.list_near([duty.id for duty in duties if not duty.others], absence.people, on)
    sections = [
        HeldSection(_("Stellen"), [_seat(each, tandems) for each in posts]),
        HeldSection(_("Zuständigkeiten"), [_seat(each, tandems, near.get(each.id, ())) for each in duties]),
        HeldSection(_("Aufgaben"), list(_tasks(tasks, tandems, absence, now))),
        HeldSection(_("Schlüssel und Anker"), [_seat(each, tandems) for each in held.list_keys(absence, on)]),
        HeldSection(_("Tandems"), [_tandem(each) for each in tandems]),
        HeldSection(_("Was der Topf bezahlt"), list(_paid(absence, on))),
    ]
    return [section for section in sections if section.lines]


def told(*parts: object) -> str:
    """Join what there is to say."""
    return " · ".join(str(part) for part in parts if part)


def _line(thing: Held, alone: bool, successors: Iterable[str] = ()) -> HeldLine:
    href = url_for(PAGES[thing.kind], ref=thing.ref) if thing.kind in PAGES else None
    mine, stays = _names(thing.gone), _names(thing.others)
    return HeldLine(
        thing.title, href, thing.unit, mine, stays, alone, tuple(successors), thing.gone, thing.others, thing.facts
    )


def _names(people: Sequence[Other]) -> str:
    return listing([_name(person) for person in people]) if people else ""


def _name(person: Other) -> str:
    return f"{person.name} ({told(ROLES[person.role], until(person.until) if person.until else '')})"


def _seat(thing: Held, tandems: list[Held], near: Sequence[tuple[str, str]] = ()) -> HeldLine:
    """Say who could take over a post, a responsibility or a key: who deputises, else who is near."""
    deputies = [_("%(name)s vertritt hier schon.", name=other.name) for other in thing.stays("deputy")]
    leads = [_("%(name)s leitet hier weiter.", name=other.name) for other in thing.stays("lead")]
    return _line(thing, not thing.others, leads + deputies if thing.others else _near(thing, tandems, near))


def _near(thing: Held, tandems: list[Held], near: Sequence[tuple[str, str]]) -> Iterable[str]:
    """Say who works with those who held the thing, and who helps in a task that serves it."""
    for pair in tandems:
        for own in pair.gone:
            if own.id in {holder.id for holder in thing.gone}:
                partners = (other.name for other in pair.others)
                yield from (_("%(name)s ist im Tandem mit %(own)s.", name=name, own=own.name) for name in partners)
    for name, task in near[:MOST_NEAR]:
        yield _("%(name)s macht bei „%(task)s“ mit. Das gehört dazu.", name=name, task=task)


def _tandem(thing: Held) -> HeldLine:
    stays = [_("%(name)s kennt die Aufgabe aus dem Tandem.", name=other.name) for other in thing.others]
    return _line(thing, True, stays)


def _tasks(tasks: list[Held], tandems: list[Held], absence: Absence, now: datetime) -> Iterable[HeldLine]:
    alone = [task for task in tasks if not task.stays(held.HELPER)]
    found = successors_for([task.id for task in alone[:MOST_MATCHED]], but=absence.people, now=now) if alone else {}
    for task in tasks:
        known = {other.id for other in task.others}
        partners = [pair for pair in tandems if pair.facts.task_id == task.id]
        sentences = [*_helpers(task), *_partners(partners, known)]
        known |= {other.id for pair in partners for other in pair.others}
        sentences += [_fits(match) for match in found.get(task.id, ()) if match.person.id not in known]
        yield _line(task, task in alone, sentences)


def _helpers(task: Held) -> Iterable[str]:
    if names := list(dict.fromkeys(other.name for other in task.stays(held.HELPER))):
        several = len(names)
        yield ngettext(
            "%(names)s macht hier schon mit.", "%(names)s machen hier schon mit.", several, names=listing(names)
        )


def _partners(pairs: list[Held], known: Collection[int]) -> Iterable[str]:
    others = (other for pair in pairs for other in pair.others if other.id not in known)
    return (_("%(name)s kennt die Aufgabe aus dem Tandem.", name=other.name) for other in others)


def _fits(match: Any) -> str:
    return f"{match.person.name}: {told(*match.fit.reasons)}."


def _paid(absence: Absence, on: date) -> Iterable[HeldLine]:
    for each in held.list_paid(absence.ended.pots, on):
        others = [_("Auch „%(pot)s“ bezahlt das.", pot=name) for name in each.others]
        href, stays = url_for(PAGES[each.kind], ref=each.ref), listing(list(each.others)) if each.others else ""
        yield HeldLine(each.title, href, each.unit, _("bezahlt"), stays, not each.others, tuple(others), (), (), each)
