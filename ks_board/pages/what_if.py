"""What if they were gone? What then stands alone, and on whom the town hangs. Only for the coordination, as care."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from flask import render_template, request, url_for
from flask_babel import gettext as _

from ks_board.checklist.queries import list_questions
from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.errors import BadParameter, NotFound
from ks_board.core.params import day_asked, text_asked
from ks_board.core.text import fold, words
from ks_board.gaps.absence import (
    MOST_REFS,
    Absence,
    Part,
    find_parts,
    is_half_the_town,
    list_parts,
    split_refs,
    still_here,
)
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.what_hangs import find_losses, rank
from ks_board.gaps.what_if import Comparison, compare
from ks_board.pages.gap_lines import GapLine, gap_lines
from ks_board.pages.gaps import gaps
from ks_board.pages.held_lines import held_sections
from ks_board.people.find import find_people
from ks_board.permissions import Permission

MOST_FOUND, MOST_GAPS, MOST_RANKED = 10, 100, 30


class Choice(NamedTuple):
    """Somebody or something to think away, or to take back."""

    part: Part
    href: str


class Change(NamedTuple):
    """How a question stands before and after, in words."""

    ref: str
    text: str
    before: str
    after: str


@gaps.get("/luecken/ohne")
@needs(Permission.FORESIGHT_READ)
def what_if() -> str:
    """Show what stands alone without some people, units and pots; without any, let choose them."""
    on, query = day_asked(), text_asked("q")
    absence = absence_asked(on)
    shown = _result(absence, on) if absence.parts else {}
    return render_template(
        "gaps/what_if.html",
        parts=[Choice(part, _href(on, *(ref for ref in absence.refs if ref != part.ref))) for part in absence.parts],
        found=[Choice(part, _href(on, *absence.refs, part.ref)) for part in _find(query, absence)],
        query=query,
        asked=",".join(absence.refs),
        **shown | _day(on),
    )


@gaps.get("/luecken/woran")
@needs(Permission.FORESIGHT_READ)
def what_hangs() -> str:
    """Show those whose loss opens most severe gaps."""
    on = day_asked()
    first = rank(find_losses(on), most=MOST_RANKED)
    ranking = [(row, _in_words(row.opened), _href(on, row.ref)) for row in first]
    return render_template("gaps/what_hangs.html", ranking=ranking, **_day(on))


def absence_asked(on: date) -> Absence:
    """Return who and what is thought away by the address; raise BadParameter or NotFound."""
    refs = split_refs(",".join(request.args.getlist("ohne")))
    if len(refs) > MOST_REFS:
        raise BadParameter(
            _("Bitte denken Sie höchstens %(most)s Menschen, Einheiten und Töpfe zugleich weg.", most=MOST_REFS)
        )
    parts = find_parts(refs)
    _check_refs(refs, parts)
    absence = Absence(tuple(parts))
    if is_half_the_town(absence, on):
        sentence = _("Das ist mehr als die halbe Stadt: Da gibt es nichts mehr zu vergleichen. Wählen Sie weniger aus.")
        raise BadParameter(sentence)
    return absence


def _check_refs(refs: list[str], parts: list[Part]) -> None:
    known = [part.ref for part in parts]
    for ref in refs:
        if ref not in known:
            raise NotFound(
                _("Zur Kennung „%(ref)s“ gibt es keinen Menschen, keine Einheit und keinen Topf.", ref=ref[:40])
            )
        if known.count(ref) > 1:
            raise BadParameter(_("Die Kennung „%(ref)s“ haben zwei verschiedene Dinge.", ref=ref[:40]))


def _result(absence: Absence, on: date) -> dict[str, Any]:
    comparison, here = compare(on, absence), still_here(absence, on)
    return {
        "comparison": comparison,
        "opened": _opened(comparison, absence, on),
        "sections": held_sections(here, on, now=clock.now()),
        "changes": _changes(comparison),
    }


def _changes(comparison: Comparison) -> list[Change]:
    texts = {row.ref: row.text for row in list_questions()}
    return [
        Change(row.question_ref, texts.get(row.question_ref, ""), _in_words(row.before), _in_words(row.after))
        for row in comparison.questions
    ]


def _in_words(numbers: tuple[int, ...]) -> str:
    """Return "2 dringend, 1 wichtig"."""
    urgent, important, later = numbers
    told = (
        _("%(number)s dringend", number=urgent) if urgent else "",
        _("%(number)s wichtig", number=important) if important else "",
        _("%(number)s bei Gelegenheit", number=later) if later else "",
    )
    return ", ".join(filter(None, told)) or _("keine Lücke")


def _opened(comparison: Comparison, absence: Absence, on: date) -> list[GapLine]:
    """Put what opens into words; nobody can act on gaps that are only imagined."""
    lines = gap_lines(comparison.opened[:MOST_GAPS], on, without=absence.people)
    return [replace(line, act_href=None) for line in lines]


def _find(query: str, absence: Absence) -> list[Part]:
    """Return people, units and pots that a search text means."""
    if not words(query):
        return []
    people = [
        Part(SubjectKind.PERSON, row.id, row.ref, f"{row.given_name} {row.family_name}") for row in find_people(query)
    ]
    things = [part for part in list_parts() if all(word in fold(f"{part.name} {part.ref}") for word in words(query))]
    return [part for part in people[:MOST_FOUND] + things[:MOST_FOUND] if part.ref not in absence.refs]


def _href(on: date, *refs: str) -> str:
    return url_for("gaps.what_if", ohne=",".join(refs) or None, am=_other(on))


def _other(on: date) -> date | None:
    return on if on != clock.today() else None


def _day(on: date) -> dict[str, Any]:
    return {"on": on, "other_day": _other(on), "MOST_GAPS": MOST_GAPS}
