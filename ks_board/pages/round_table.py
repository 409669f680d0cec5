"""The Round Table: question by question on one big screen, with what the data say; resumable at any time."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from sqlalchemy import select
from wtforms import ValidationError

from ks_board.checklist.answering import find_answer_of, give_answer, list_answers_of
from ks_board.checklist.models import AnswerValue
from ks_board.checklist.queries import get_question, list_answers, list_newest_answers, list_questions
from ks_board.checklist.texts import ANSWERS, WHY
from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.fields import Day, LongText, ShortText, TickOne
from ks_board.core.forms import BaseForm
from ks_board.core.params import text_asked
from ks_board.core.refs import next_ref
from ks_board.core.web import see_other
from ks_board.gaps.evidence import find_evidence
from ks_board.gaps.history import note_answered
from ks_board.gaps.models import Measure, MeasureStatus
from ks_board.gaps.queries import Gap
from ks_board.pages.asked_again import in_order, why_again
from ks_board.pages.checklist_lines import visible
from ks_board.pages.gap_actions import person_meant
from ks_board.pages.gap_lines import gap_lines
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.people.models import Person
from ks_board.permissions import Permission

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
round_table = Blueprint("round_table", __name__, url_prefix="/runder-tisch")
MOST_GAPS = 5
"""As many gaps as a table can talk about beside one question."""
LONGEST_SENTENCE = 500


class AnswerForm(BaseForm):
    """What the table says to one question, and who does something about it."""

    answer = TickOne(
        _l("Was sagt der Runde Tisch?"),
        list(ANSWERS.items()),
        kind=AnswerValue,
        needed=_l("Bitte wählen Sie: ja, teilweise oder nein."),
    )
    comment = LongText(_l("Ein Satz dazu"), longest=LONGEST_SENTENCE)
    title = ShortText(_l("Was wird getan?"))
    who = ShortText(_l("Wer?"), description=_l("Drei Buchstaben des Namens genügen."))
    due_on = Day(_l("Bis wann?"))

    owner_id = 0

    @property
    def has_measure(self) -> bool:
        """Was anything typed about a measure?"""
        return bool(self.title.data or self.who.data or (self.due_on.raw_data and self.due_on.raw_data[0].strip()))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a measure needs all three of its parts."""
        valid = bool(super().validate(extra_validators))
        if not self.has_measure:
            return valid
        return all([valid, *(self._is_good(name) for name in ("title", "who", "due_on"))])

    def _is_good(self, name: str) -> bool:
        field, check = self[name], _CHECKS.get(name)
        if field.errors:
            return False
        try:
            if not field.data:
                raise ValidationError(_("Zu einer Maßnahme gehört auch das. Oder lassen Sie alle drei Felder leer."))
            if check:
                check(self)
        except (ValidationError, Conflict) as error:
            field.errors = [str(error)]
        return not field.errors


def _check_owner(form: AnswerForm) -> None:
    form.owner_id = person_meant(form.who.data or "")


def _check_day(form: AnswerForm) -> None:
    if form.due_on.data and form.due_on.data < clock.today():
        raise ValidationError(_("Der Tag liegt schon zurück. Bitte wählen Sie einen, der noch kommt."))


_CHECKS: dict[str, Callable[[AnswerForm], None]] = {"who": _check_owner, "due_on": _check_day}


@round_table.get("")
@needs(Permission.CHECKLIST_ANSWER)
def page() -> ResponseReturnValue:
    """Show a question (`?frage=S4`), else the first without an answer of today; after the last one, the end."""
    asked, gaps = text_asked("frage"), visible_gaps(clock.today())[0]
    questions = _list_ordered(gaps)
    if asked:
        return _page(asked, questions, gaps, _form_for(asked))
    answered = {row.ref for row in list_answers_of(clock.today())} - why_again(gaps).keys()
    open_refs = (row.ref for row in questions if row.ref not in answered)
    return redirect(_address(next(open_refs, None)))


@round_table.post("/<ref>")
@needs(Permission.CHECKLIST_ANSWER)
def answer(ref: str) -> ResponseReturnValue:
    """Note the answer and the measure, and go on to the next question."""
    question, gaps, form = get_question(ref), visible_gaps(clock.today())[0], AnswerForm()
    questions = _list_ordered(gaps)
    if not form.validate_on_submit():
        return _page(ref, questions, gaps, form), 422
    _note(question, form)
    db.session.commit()
    flash(_("Notiert. Dazu gibt es jetzt eine Maßnahme.") if form.has_measure else _("Notiert."))
    return see_other(_address(_neighbours(ref, questions)[1]))


@round_table.get("/ende")
@needs(Permission.CHECKLIST_ANSWER)
def end() -> str:
    """Show all answers and measures of today, and what is still open."""
    on = clock.today()
    questions = list_questions()
    answers = {row.ref: row for row in list_answers_of(on)}
    return render_template(
        "round_table/end.html",
        questions=questions,
        answers=answers,
        measures=_list_measures({row.id for row in answers.values()}),
        words=ANSWERS,
        on=on,
    )


def _list_ordered(gaps: Sequence[Gap]) -> list[Any]:
    """Return all questions, first those to answer again; the answers of today do not move them about."""
    return in_order(list_questions(), why_again(gaps, list_newest_answers(before=clock.today())))


def _page(ref: str, questions: Sequence[Any], all_gaps: Sequence[Gap], form: AnswerForm) -> str:
    on, question = clock.today(), get_question(ref)
    gaps = [gap for gap in all_gaps if gap.question_ref == ref]
    before, after = _neighbours(ref, questions)
    answers = list_answers(question.id)
    return render_template(
        "round_table/page.html",
        question=question,
        why=WHY.get(ref),
        form=form,
        number=[row.ref for row in questions].index(ref) + 1,
        total=len(questions),
        before=_address(before) if before else None,
        after=_address(after),
        last=answers[0] if answers else None,
        reason=why_again(all_gaps).get(ref),
        words=ANSWERS,
        evidence=visible(find_evidence(on).get(ref)),
        count=len(gaps),
        lines=gap_lines(gaps[:MOST_GAPS], on),
    )


def _form_for(ref: str) -> AnswerForm:
    """Return the form with what was said today, to be corrected; an older answer is not taken over."""
    given = find_answer_of(get_question(ref).id, clock.today())
    return AnswerForm(formdata=None, data={"answer": given.answer, "comment": given.comment} if given else None)


def _note(question: Any, form: AnswerForm) -> None:
    on = clock.today()
    if current_user.person_id is None:
        raise Conflict(_("Ihr Konto gehört noch zu keinem Menschen. Bitte fragen Sie die Verwaltung des Boards."))
    answered = {"comment": form.comment.data or None, "by": current_user.person_id, "on": on}
    note_answered(give_answer(question.id, form.answer.data, **answered), question.ref, on=on)
    if form.has_measure:
        _plan(question.id, form)


def _plan(question_id: int, form: AnswerForm) -> None:
    measure = Measure(
        ref=next_ref(Measure),
        title=form.title.data,
        question_id=question_id,
        owner_person_id=form.owner_id,
        status=MeasureStatus.OPEN,
        created_on=clock.today(),
        due_on=form.due_on.data,
    )
    db.session.add(measure)
    db.session.flush()


def _list_measures(question_ids: set[int]) -> dict[int, list[Any]]:
    """Return the measures made today about these questions, by question."""
    rows = db.session.execute(
        select(Measure.question_id, Measure.title, Measure.due_on, Person.given_name, Person.family_name)
        .join(Person, Person.id == Measure.owner_person_id)
        .where(Measure.created_on == clock.today(), Measure.question_id.in_(question_ids))
        .order_by(Measure.id)
    ).all()
    return {question_id: [row for row in rows if row.question_id == question_id] for question_id in question_ids}


def _neighbours(ref: str, questions: Sequence[Any]) -> tuple[str | None, str | None]:
    """Return the questions before and after one."""
    refs = [None, *(row.ref for row in questions), None]
    place = refs.index(ref)
    return refs[place - 1], refs[place + 1]


def _address(ref: str | None) -> str:
    return url_for("round_table.page", frage=ref) if ref else url_for("round_table.end")
