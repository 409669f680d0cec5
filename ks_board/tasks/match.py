"""Which task fits which person: one pure function gives points and reasons in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from ks_board.core.formatting import hours_per_month, listing
from ks_board.core.text import fold
from ks_board.people.models import Residence
from ks_board.tasks.verdict import certificate_holds

STEM = 5
"""Words with this many first letters in common count as one: "Gärtnern" and "Garten" do, by way of the area."""
_AREA_STEMS = {
    "mobility": "fahren bus",
    "seniors": "zuhoren vorlesen schach",
    "children": "sport vorlesen schach",
    "learning": "vorlesen lesen schach",
    "culture": "musik geschichte fotografieren holz",
    "sports": "sport rettungsschwimmen schach",
    "green": "gartnern holz",
    "tidy": "gartnern handwerk",
    "safety": "erste rettungsschwimmen",
    "digital": "computer programmieren internet datenbanken",
    "neighbours": "zuhoren",
    "tourism": "geschichte fotografieren",
    "health": "kochen erste zuhoren",
    "admin": "buchhaltung texte grafik fordermittel plakate spenden",
}
"""Skills that are of use in an area although no title names them; areas of a town's own simply have none."""
_LANGUAGES = {"ar": "arab", "cs": "tschech", "en": "englisch", "fr": "franzos", "pl": "poln", "ru": "russ"}
_LANGUAGES |= {"tr": "turk", "uk": "ukrain", "vi": "vietnam", "fa": "persisch", "es": "spanisch"}
_SKILL, _LANGUAGE, _USEFUL, _BEFORE, _LICENCE, _SMALL = 5, 4, 3, 2, 2, 1


@dataclass(frozen=True, slots=True)
class PersonTraits:
    """What is known of a person and counts."""

    id: int
    ref: str
    name: str
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licences: frozenset[str] = frozenset()
    residence: Residence | None = None
    hours_left: float | None = None
    """Hours a month that are not promised yet; None = not known."""
    certificate_seen_on: date | None = None
    areas: frozenset[str] = frozenset()
    """Areas in which they have helped."""
    tasks: frozenset[int] = frozenset()
    """Tasks that they are in."""


@dataclass(frozen=True, slots=True)
class TaskTraits:
    """What is known of a task and counts."""

    id: int
    ref: str
    title: str
    area: str
    area_label: str = ""
    words: str = ""
    """Title, description, area and unit, folded."""
    hours: float | None = None
    licence_required: str | None = None
    certificate_required: bool = False
    remote: bool = False
    in_district: bool = False
    has_room: bool = True
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two fit, and why; what is still to do stands apart."""

    points: int
    reasons: tuple[str, ...]
    to_do: str = ""


def fit(person: PersonTraits, task: TaskTraits, *, on: date) -> Fit | None:
    """Return why a person and a task fit; None if they cannot, or if nothing speaks for it."""
    if _speaks_against(person, task):
        return None
    found = list(_reasons(person, task))
    if not found:
        return None
    doubts = list(_doubts(person, task, on))
    points = sum(points for points, _said in found) - sum(points for points, _said in doubts)
    return Fit(points, tuple(said for _points, said in found), " ".join(said for _points, said in doubts))


def _speaks_against(person: PersonTraits, task: TaskTraits) -> bool:
    is_far = person.residence is Residence.DIASPORA and not task.remote
    lacks_licence = task.licence_required and task.licence_required not in person.licences
    has_no_time = person.hours_left is not None and person.hours_left <= 0
    return bool(not task.has_room or task.id in person.tasks or is_far or lacks_licence or has_no_time)


def _doubts(person: PersonTraits, task: TaskTraits, on: date) -> Iterator[tuple[int, str]]:
    """Yield what has to be talked about, each with the points it costs."""
    if task.certificate_required and not certificate_holds(person.certificate_seen_on, on):
        yield 1, _("Das Führungszeugnis fehlt noch. Für Freiwillige ist es kostenlos.")
    if person.hours_left is not None and task.hours and person.hours_left < task.hours:
        asked, left = hours_per_month(task.hours), hours_per_month(person.hours_left)
        yield 2, _("Die Aufgabe braucht %(asked)s, frei sind noch %(left)s.", asked=asked, left=left)


def _reasons(person: PersonTraits, task: TaskTraits) -> Iterator[tuple[int, str]]:
    if skills := [skill for skill in person.skills if _is_in(skill, task.words)]:
        yield _SKILL + len(skills) - 1, _("kann: %(skills)s", skills=listing(skills))
    elif useful := [skill for skill in person.skills if _is_in(skill, _AREA_STEMS.get(task.area, ""))]:
        yield _USEFUL, _("kann: %(skills)s. Das hilft im Feld „%(area)s“", skills=listing(useful), area=task.area_label)
    if _is_asked_for(person.languages, task):
        yield _LANGUAGE, _("spricht die Sprache, die gebraucht wird")
    if task.area in person.areas:
        yield _BEFORE, _("hat im Feld „%(area)s“ schon geholfen", area=task.area_label)
    if task.licence_required:
        yield _LICENCE, _("hat die Fahrerlaubnis dafür")
    if person.residence is Residence.DIASPORA:
        yield _SMALL, _("geht von weit weg, von zu Hause")
    if person.residence is Residence.DISTRICT and task.in_district:
        yield _SMALL, _("wohnt in einem Ortsteil, und dort ist es")
    if person.hours_left is not None and person.hours_left >= (task.hours or 0):
        yield _SMALL, _("hat noch %(hours)s frei", hours=hours_per_month(person.hours_left))


def _is_in(skill: str, text: str) -> bool:
    return any(_same(word, other) for word in fold(skill).split() for other in text.split())


def _same(word: str, other: str) -> bool:
    """Tell whether two folded words are one, or begin alike; the language everybody speaks here says nothing."""
    if word in {"und", "deutsch", "hilfe"}:
        return False
    return word == other or (min(len(word), len(other)) >= STEM and word[:STEM] == other[:STEM])


def _is_asked_for(languages: Iterable[str], task: TaskTraits) -> bool:
    spoken = [_LANGUAGES.get(code, code) for code in languages if code != "de"]
    asked = [word for word in task.words.split() if "sprach" in word]
    return bool(spoken and asked) or any(len(name) > 2 and name in task.words for name in spoken)
