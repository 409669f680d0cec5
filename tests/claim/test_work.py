"""What happens without anybody clicking."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask

from ks_board.core import clock
from ks_board.core.db import db
from ks_board.core.outbox import OutgoingMail
from ks_board.core.record import Event
from ks_board.pages.work import work_command, work_of_the_day
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, AssignmentEntry
from tests.claim.browser import mails, send
from tests.claim.town import FREE, FULL, ON, count, live_people, task, yes
from tests.conftest import NOW

NEW = {"name": "Neele Neumann", "email": "neele@example.org", "old_enough": "y"}
TWO_WEEKS = timedelta(days=14, minutes=1)


def _work(now_after: timedelta = timedelta()) -> tuple[int, int]:
    return work_of_the_day(NOW, real_now=clock.real_now() + now_after)


@pytest.mark.usefixtures("in_town")
def test_each_day_ends_what_has_passed_and_notes_it(in_town: Flask) -> None:
    passed = yes(FULL, live_people(FULL)[0])
    passed.until = ON - timedelta(days=1)
    db.session.commit()
    assert _work() == (1, 0)
    assert (passed.status, task(FULL).taken) == ("ended", 1)
    assert db.session.query(Event).order_by(Event.id.desc()).first().verb == "work"  # type: ignore[union-attr]


@pytest.mark.parametrize(("later", "forgotten"), [(timedelta(days=13), 0), (TWO_WEEKS, 1)])
def test_what_nobody_proved_is_forgotten_after_two_weeks(town: Flask, later: timedelta, forgotten: int) -> None:
    send(town.test_client(), f"/aufgaben/{FREE}/mitmachen", **NEW)
    with town.app_context():
        assert _work(later) == (0, forgotten)
        found = (count(Person), count(Assignment), count(AssignmentEntry))
    assert found == (141 - forgotten, 195 - forgotten, 1 - forgotten)


def test_who_gave_a_phone_number_is_not_forgotten(town: Flask) -> None:
    send(town.test_client(), f"/aufgaben/{FREE}/mitmachen", **NEW | {"phone": "030 1234"})
    with town.app_context():
        assert _work(TWO_WEEKS) == (0, 0)


def test_command_sends_mails_and_keeps_no_link(town: Flask) -> None:
    send(town.test_client(), f"/aufgaben/{FREE}/mitmachen", **NEW)
    with town.app_context():
        answer = CliRunner().invoke(work_command, ["--once"])
    assert answer.output == "2026-11-16: 0 assignments ended, 0 never proven.\n1 mails sent.\n"
    mail: OutgoingMail = mails(town)[0]
    assert (mail.state, "/l/…" in mail.body) == ("sent", True)
    assert "/l/" in (town.config["INSTANCE"] / "mail" / f"mail{mail.id}.eml").read_text()
