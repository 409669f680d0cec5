"""What happened to the gaps of a question since it was answered: the answer itself is never changed by that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ks_board.checklist.models import Answer
from ks_board.checklist.queries import list_newest_answers
from ks_board.core.db import db
from ks_board.gaps.history_models import AnswerBasis, GapKey, GapSpell
from ks_board.gaps.history_rebuild import gaps_of, key_of
from ks_board.gaps.history_taking import ONE_DAY, find_last
from ks_board.gaps.queries import Gap
from ks_board.gaps.rulebook import list_rules


@dataclass(frozen=True, slots=True)
class Changed:
    """How many gaps of a question opened and closed since its last answer, and how many there are now."""

    opened: int
    closed: int
    left: int

    @property
    def asks_again(self) -> bool:
        """Tell whether the question should be answered again: gaps are new, or the last one closed."""
        return self.opened > 0 or (self.closed > 0 and not self.left)


def note_answered(answer: Answer, question_ref: str, *, on: date) -> None:
    """Keep which gaps a question had in the moment of its answer."""
    gaps = sorted(key for key, gap in gaps_of(on).items() if gap.question_ref == question_ref)
    basis = db.session.scalars(select(AnswerBasis).where(AnswerBasis.answer_ref == answer.ref)).one_or_none()
    if basis is None:
        basis = AnswerBasis(answer_ref=answer.ref)
        db.session.add(basis)
    basis.answered_on, basis.gaps = answer.answered_on, [list(key) for key in gaps]
    db.session.flush()


def question_changes(
    gaps_now: Iterable[Gap], *, only_public: bool = False, answers: Mapping[int, Any] | None = None
) -> dict[str, Changed]:
    """Return by question what changed since its last answer, until now; questions without an answer are left out.

    `gaps_now`: the gaps as pages count them. `answers`: those of `list_newest_answers`, if they were read already.
    An answer that did not come through this board knows nothing of gaps: then their days tell, as far as known.
    """
    counting = {rule.ref for rule in list_rules() if rule.enabled and (rule.public or not only_public)}
    now: dict[str, dict[GapKey, Gap]] = defaultdict(dict)
    for gap in gaps_now:
        now[gap.question_ref][key_of(gap)] = gap
    newest = list_newest_answers() if answers is None else answers
    bases = _bases()
    others = {row.question_ref: row.answered_on for row in newest.values() if (row.ref, row.answered_on) not in bases}
    lives, last = _lives(others), find_last()
    changed = {}
    for answer in newest.values():
        ref, of_question = answer.question_ref, now.get(answer.question_ref, {})
        seen = bases.get((answer.ref, answer.answered_on))
        opened, closed = (
            _by_days(lives.get(ref, []), of_question, answer.answered_on, last.day if last else None)
            if seen is None
            else (of_question.keys() - seen, seen - of_question.keys())
        )
        changed[ref] = Changed(len(opened), sum(key[0] in counting for key in closed), len(of_question))
    return changed


def _by_days(
    lives: Iterable[Any], now: Mapping[GapKey, Gap], answered_on: date, last: date | None
) -> tuple[set[GapKey], set[GapKey]]:
    """Tell by the days of lives; a gap that was not seen on the last day looked at opened later."""
    open_lives = {(row.rule_ref, row.subject_ref): row for row in lives if row.closed_on is None}
    closed = {(row.rule_ref, row.subject_ref) for row in lives} - now.keys()
    opened = set()
    for key, gap in now.items():
        life = open_lives.get(key)
        unseen_until = last if life is None else life.opened_on - ONE_DAY if life.opening_known else None
        not_before = [day for day in (gap.not_before, unseen_until and unseen_until + ONE_DAY) if day]
        if not_before and max(not_before) > answered_on:
            opened.add(key)
    return opened, closed


def _bases() -> dict[tuple[str, date], set[GapKey]]:
    """Return the gaps that answers knew, by ref and day of the answer."""
    rows = db.session.execute(select(AnswerBasis.answer_ref, AnswerBasis.answered_on, AnswerBasis.gaps))
    return {(row.answer_ref, row.answered_on): {(rule, subject) for rule, subject in row.gaps} for row in rows}


def _lives(answered: Mapping[str, date]) -> dict[str, list[Any]]:
    """Return by question the lives that are open or closed after the day of its answer."""
    if not answered:
        return {}
    ended = or_(GapSpell.closed_on.is_(None), GapSpell.closed_on > min(answered.values()))
    columns = (GapSpell.rule_ref, GapSpell.subject_ref, GapSpell.question_ref, GapSpell.opened_on)
    query = select(*columns, GapSpell.opening_known, GapSpell.closed_on)
    found = defaultdict(list)
    for row in db.session.execute(query.where(ended, GapSpell.question_ref.in_(answered))):
        if row.closed_on is None or row.closed_on > answered[row.question_ref]:
            found[row.question_ref].append(row)
    return found
