"""The coordinator's day shows what is to be done, and each line is one or two clicks from done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from ks_board.core.db import db, writing
from ks_board.core.outbox import MailState, OutgoingMail
from ks_board.gaps import decide
from ks_board.gaps.models import GapDecision, GapDecisionKind, Measure, MeasureStatus
from ks_board.gaps.queries import find_gaps
from ks_board.messages.models import Message
from ks_board.organigram.models import Appointment, Post
from ks_board.pages.today_dates import last_working_day
from ks_board.people.accounts import create_account
from ks_board.people.newcomers import newcomer
from ks_board.permissions import Role
from ks_board.tandems.models import Tandem, TandemStatus, Wish
from ks_board.tasks.claim import Entry, claim
from ks_board.tasks.models import Assignment, AssignmentSource
from tests.conftest import NOW, TODAY, email_of
from tests.organigram_edit.browser import coordinator, press

DAY, ON = "/heute", date.fromisoformat(TODAY)
OPEN_TASK = "T08"


def ask(app: Flask, *, is_called: bool = True, note: str | None = None) -> str:
    """Let somebody say yes whom nobody has called yet; return the ref of the yes."""
    with app.app_context(), writing():
        person = newcomer("Neu Gier", email=None, phone="030 1234")
        entry = Entry(source=AssignmentSource.SELF, note=note, is_called=is_called)
        said = claim(OPEN_TASK, person_id=person.id, now=NOW, old_enough=True, proven=False, entry=entry)
        ref = said.assignment.ref
        db.session.commit()
        return ref


def status_of(app: Flask, ref: str) -> str:
    with app.app_context():
        return db.session.scalars(select(Assignment).where(Assignment.ref == ref)).one().status.value


def change(app: Flask, model: type, ref: str, **values: object) -> None:
    with app.app_context(), writing():
        row: object = db.session.scalars(select(model).where(model.ref == ref)).one()  # type: ignore[attr-defined]
        for name, value in values.items():
            setattr(row, name, value)
        db.session.commit()


def the_first(app: Flask, model: type, *where: object) -> str:
    with app.app_context():
        return str(db.session.scalars(select(model.ref).where(*where).order_by(model.id)).first())  # type: ignore[attr-defined,arg-type]


def test_who_waits_for_a_call_is_confirmed_with_one_click_and_the_day_is_back(town: Flask) -> None:
    ref, desk = ask(town, note="Geht auch abends?"), coordinator(town)
    page = desk.get(DAY).text
    assert "anrufen bis nächsten Donnerstag, 19. November · Geht auch abends?" in page
    answer = press(desk, DAY, f"/aufgaben/{OPEN_TASK}/zusagen/{ref}/bestaetigen?weiter=/heute")
    assert (answer.status_code, answer.location, status_of(town, ref)) == (303, DAY, "active")
    assert f'id="anrufe-{ref}"' not in desk.get(DAY).text


def test_who_proves_an_address_first_waits_without_a_call(town: Flask) -> None:
    ref = ask(town, is_called=False)
    assert f'id="zusagen-{ref}"' in coordinator(town).get(DAY).text


def test_a_message_is_answered_with_one_click(town: Flask) -> None:
    ref = the_first(town, Message, Message.answered_on.is_(None), Message.closed_on.is_(None))
    desk = coordinator(town)
    answer = press(desk, f"{DAY}?alle=nachrichten", f"/nachrichten/{ref}/beantwortet?weiter=/heute")
    assert answer.location == DAY
    assert f'id="nachrichten-{ref}"' not in desk.get(f"{DAY}?alle=nachrichten").text


def test_a_measure_is_done_with_one_click_and_can_be_taken_back(town: Flask) -> None:
    ref = the_first(town, Measure, Measure.status == MeasureStatus.OPEN)
    change(town, Measure, ref, due_on=date(2026, 11, 1))
    desk = coordinator(town)
    page = desk.get(f"{DAY}?alle=massnahmen").text
    assert "überfällig" in page
    press(desk, f"{DAY}?alle=massnahmen", f"{DAY}/massnahmen/{ref}/erledigt")
    after = desk.get(f"{DAY}?alle=massnahmen").text
    assert "Rückgängig" in after
    assert f'id="massnahmen-{ref}"' not in after
    with town.app_context():
        measure = db.session.scalars(select(Measure).where(Measure.ref == ref)).one()
        assert (measure.status, measure.done_on) == (MeasureStatus.DONE, ON)


def test_a_measure_is_not_done_twice(town: Flask) -> None:
    ref = the_first(town, Measure, Measure.status == MeasureStatus.OPEN)
    change(town, Measure, ref, due_on=ON)
    first, second = coordinator(town), coordinator(town)
    address, page = f"{DAY}/massnahmen/{ref}/erledigt", f"{DAY}?alle=massnahmen"
    with_both = second.get(page)
    press(first, page, address)
    assert second.post(address, data=_token(with_both.text)).status_code == 409


@pytest.mark.parametrize(("days", "shown_in"), [(14, "antworten"), (8, "antworten"), (7, "massnahmen")])
def test_what_was_answered_lately_is_shown_once(days: int, shown_in: str, town: Flask) -> None:
    ref = the_first(town, Measure, Measure.status == MeasureStatus.OPEN)
    change(town, Measure, ref, created_on=ON, due_on=ON + timedelta(days=days))
    pages = {kind: coordinator(town).get(f"{DAY}?alle={kind}").text for kind in ("antworten", "massnahmen")}
    assert [kind for kind, page in pages.items() if f'id="{kind}-{ref}"' in page] == [shown_in]


def test_an_appointment_is_shown_until_somebody_follows(town: Flask) -> None:
    ref = the_first(town, Appointment, Appointment.post_id.is_not(None), Appointment.until.is_(None))
    change(town, Appointment, ref, until=ON + timedelta(days=90))
    line, page = f'id="besetzungen-{ref}"', f"{DAY}?alle=besetzungen"
    assert line in coordinator(town).get(page).text
    _let_follow(town, ref)
    assert line not in coordinator(town).get(page).text


def test_an_appointment_that_ends_later_can_wait(town: Flask) -> None:
    ref = the_first(town, Appointment, Appointment.until.is_(None))
    change(town, Appointment, ref, until=ON + timedelta(days=91))
    assert f'id="besetzungen-{ref}"' not in coordinator(town).get(f"{DAY}?alle=besetzungen").text


def test_the_talk_after_six_weeks_is_noted_with_one_click(town: Flask) -> None:
    ref = the_first(town, Tandem, Tandem.status == TandemStatus.ACTIVE)
    change(town, Tandem, ref, start=ON - timedelta(days=42), last_contact_on=None)
    desk = coordinator(town)
    assert press(desk, f"{DAY}?alle=tandems", f"/tandems/{ref}/kontakt?weiter=/heute").location == DAY
    assert f'id="tandems-{ref}"' not in desk.get(f"{DAY}?alle=tandems").text


def test_a_wish_that_a_sponsor_sees_to_is_ticked_off(town: Flask) -> None:
    ref = the_first(town, Tandem, Tandem.status == TandemStatus.ACTIVE)
    with town.app_context(), writing():
        tandem = db.session.scalars(select(Tandem).where(Tandem.ref == ref)).one()
        wish = Wish(ref="W99", tandem_id=tandem.id, text="Ein Backblech", written_on=ON)
        wish.taken_by_id, wish.taken_on = tandem.person_a_id, ON
        db.session.add(wish)
        db.session.commit()
    desk = coordinator(town)
    assert "Ein Backblech" in desk.get(DAY).text
    press(desk, DAY, f"/tandems/{ref}/wunsch/erledigt?weiter=/heute")
    assert "Ein Backblech" not in desk.get(DAY).text


def test_a_mail_that_failed_is_sent_again(town: Flask) -> None:
    with town.app_context(), writing():
        row = {"key": "k", "recipient": "a@b.de", "subject": "Neues", "body": "…", "due_at": datetime.now(UTC)}
        mail = OutgoingMail(**row, state=MailState.FAILED, tries=8)
        db.session.add(mail)
        db.session.commit()
        mail_id = mail.id
    press(coordinator(town), DAY, f"{DAY}/mails/{mail_id}/noch-einmal")
    with town.app_context():
        sent = db.session.get_one(OutgoingMail, mail_id)
        assert (sent.state, sent.tries) == (MailState.QUEUED, 0)


def test_an_urgent_gap_that_is_new_is_shown_and_waits_until_tomorrow(town: Flask) -> None:
    rule, subject = _end_yesterday(town)
    desk, line = coordinator(town), f'id="luecken-{rule}-{subject}"'
    assert line in desk.get(f"{DAY}?alle=luecken").text
    press(desk, f"{DAY}?alle=luecken", f"{DAY}/morgen/luecken/{rule}/{subject}")
    assert line not in desk.get(f"{DAY}?alle=luecken").text
    with town.app_context(), writing():
        kept = db.session.scalars(select(GapDecision).where(GapDecision.subject_ref == subject)).one()
        assert (kept.kind, kept.until) == (GapDecisionKind.SNOOZED, ON)
        kept.until = ON - timedelta(days=1)
        db.session.commit()
    assert line in desk.get(f"{DAY}?alle=luecken").text


def test_an_older_gap_comes_back_when_the_day_it_was_put_off_to_has_passed(town: Flask) -> None:
    with town.app_context(), writing():
        gap = next(gap for gap in find_gaps(date(2026, 11, 13), rules={"post-vacant"}) if not gap.planned)
        decide.put_off(gap, until=ON - timedelta(days=1), reason="Ferien", by=None, on=ON - timedelta(days=9))
        db.session.commit()
    assert f'id="luecken-post-vacant-{gap.subject_ref}"' in coordinator(town).get(f"{DAY}?alle=luecken").text


def test_on_mondays_the_weekend_counts_as_new() -> None:
    monday = date(2026, 11, 16)
    assert last_working_day(monday) == date(2026, 11, 13)
    assert last_working_day(monday + timedelta(days=1)) == monday


def test_what_can_wait_is_hidden_until_tomorrow(town: Flask) -> None:
    ref, desk = ask(town), coordinator(town)
    answer = press(desk, DAY, f"{DAY}/morgen/anrufe/{ref}")
    assert (answer.status_code, answer.location) == (303, DAY)
    assert f'id="anrufe-{ref}"' not in desk.get(DAY).text
    with desk.session_transaction() as session:
        session["later"] = ["2026-11-15", session["later"][1]]
    assert f'id="anrufe-{ref}"' in desk.get(DAY).text


def test_a_long_section_shows_seven_lines_and_the_rest_on_request(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.execute(update(Message).values(answered_on=None, closed_on=None, kind="worry"))
        total = db.session.scalar(select(func.count()).select_from(Message)) or 0
        db.session.commit()
    desk = coordinator(town)
    assert desk.get(DAY).text.count('id="nachrichten-') == 7
    assert f"und {total - 7} weitere" in desk.get(DAY).text
    assert desk.get(f"{DAY}?alle=nachrichten").text.count('id="nachrichten-') == total


def test_an_empty_day_says_so(empty: Flask) -> None:
    with empty.app_context(), writing():
        create_account(email=email_of(Role.COORDINATOR), roles=[Role.COORDINATOR], person_id=None)
        db.session.commit()
    page = coordinator(empty).get(DAY).text
    assert "Heute liegt nichts an." in page


@pytest.mark.parametrize(
    "address",
    [
        f"{DAY}/morgen/unsinn/N01",
        f"{DAY}/morgen/luecken/S12",
        f"{DAY}/morgen/nachrichten/{'x' * 21}",
        f"{DAY}/morgen/luecken/post-vacant/X99",
        f"{DAY}/massnahmen/X99/erledigt",
        f"{DAY}/mails/99999999999999999999/noch-einmal",
    ],
)
def test_what_does_not_exist_is_not_found(address: str, town: Flask) -> None:
    desk = coordinator(town)
    assert desk.post(address, data=_token(desk.get("/aufgaben").text)).status_code == 404


def test_markup_in_a_message_stays_text(town: Flask) -> None:
    ref = the_first(town, Message)
    change(town, Message, ref, subject="<script>x</script>", answered_on=None, closed_on=None, kind="worry")
    change(town, Message, ref, received_on=date(2020, 1, 1))
    assert "&lt;script&gt;x&lt;/script&gt;" in coordinator(town).get(DAY).text


def test_a_form_never_leads_to_another_host(town: Flask) -> None:
    ref = the_first(town, Message, Message.answered_on.is_(None), Message.closed_on.is_(None))
    desk = coordinator(town)
    answer = desk.post(f"/nachrichten/{ref}/beantwortet?weiter=//evil.example", data=_token(desk.get(DAY).text))
    assert answer.location == "/nachrichten"


def _token(page: str) -> dict[str, str]:
    return {"csrf_token": page.split('name="csrf_token" value="')[1].split('"', maxsplit=1)[0]}


def _let_follow(app: Flask, ref: str) -> None:
    with app.app_context(), writing():
        before = db.session.scalars(select(Appointment).where(Appointment.ref == ref)).one()
        after = Appointment(ref="A999", person_id=before.person_id, post_id=before.post_id, kind=before.kind)
        after.from_ = before.until + timedelta(days=1) if before.until else None
        db.session.add(after)
        db.session.commit()


def _end_yesterday(app: Flask) -> tuple[str, str]:
    """Let the only appointment of a post end the day before; return the urgent gap that this makes."""
    with app.app_context(), writing():
        alone = select(Appointment.post_id).group_by(Appointment.post_id).having(func.count() == 1)
        seats = select(Appointment, Post).join(Post).where(Appointment.post_id.in_(alone), Appointment.until.is_(None))
        appointment, post = db.session.execute(seats.order_by(Appointment.id)).first() or (None, None)
        assert appointment is not None
        assert post is not None
        appointment.until = ON - timedelta(days=1)
        db.session.commit()
        return "post-vacant", post.ref
