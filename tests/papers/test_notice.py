"""The notice of a task is one page that anybody can answer, and its text fits the Amtsblatt."""

from datetime import date

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.organigram.models import Unit
from ks_board.people.models import Person
from ks_board.reports.notice import gazette_texts
from ks_board.reports.papers import Job, get_job
from ks_board.tasks.models import TaskStatus
from tests.papers.paper import codes, get_task, lowest_line, make, printed, words_of

STRIP = 153
"""Points from the edge up to where the strips are cut."""
ON = date(2026, 11, 16)
LONGEST_WORD = "Straßenbaumgießkannenverleihstellenhelferinnenkreis"
ADDRESS = "http://localhost:5000"


def job(ref: str = "T01", base_url: str = "https://weisswald.example") -> Job:
    return get_job(ref, on=ON, base_url=base_url, sees_names=False)


def test_notice_says_what_when_where_and_whom_to_call(in_weisswald: Flask) -> None:
    pdf = printed(make(in_weisswald, "aushang", aufgabe="T01"))
    words = words_of(pdf)
    assert len(pdf.pages) == 1
    for part in ("Bürgerbus fahren", "Montag, Mittwoch", "Gewerbering 11", "030 23125 181", "Ein- und Aussteigen."):
        assert part in words


def test_qr_code_leads_to_the_task_on_the_board(in_weisswald: Flask) -> None:
    base = in_weisswald.config["BASE_URL"]
    assert codes(make(in_weisswald, "aushang", aufgabe="T01")) == {f"{base}/aufgaben/T01"}


def test_each_strip_has_title_and_phone(in_weisswald: Flask) -> None:
    words = words_of(printed(make(in_weisswald, "aushang", aufgabe="T01")))
    assert words.count("030 23125 181") == 1 + 8


def test_notice_names_nobody_who_did_not_agree(in_town: Flask) -> None:
    db.session.query(Person).update({"consent_public": None})
    assert "Oskar Israel" not in str(make(in_town, "aushang", aufgabe="T01").data)
    db.session.query(Person).update({"consent_public": True})
    assert "Oskar Israel" in str(make(in_town, "aushang", aufgabe="T01").data)


def test_longest_texts_stay_on_one_page(in_town: Flask) -> None:
    title, description = (f"{LONGEST_WORD} " * 4)[:200], "Äpfel, Öl und Übungen: " + "sehr viele Wörter " * 200
    get_task("T01", title=title, description=description)
    pdf = printed(make(in_town, "aushang", aufgabe="T01"))
    assert len(pdf.pages) == 1
    assert lowest_line(pdf) > STRIP


def test_without_phone_place_and_text_the_board_is_named(in_town: Flask) -> None:
    db.session.query(Unit).update({"phone": None, "email": None})
    get_task("T01", **dict.fromkeys(("place_id", "description", "start", "rrule", "contact_person_id")))
    words = words_of(printed(make(in_town, "aushang", aufgabe="T01")))
    assert "nach Absprache" in words
    assert "/aufgaben/T01" in words
    assert "None" not in words


@pytest.mark.parametrize("status", [TaskStatus.DONE, TaskStatus.PAUSED])
def test_nobody_is_called_to_a_task_that_does_not_run(in_town: Flask, status: TaskStatus) -> None:
    get_task("T01", status=status)
    with pytest.raises(Conflict, match="gerade niemand mitmachen"):
        job()


def test_draft_has_no_paper(in_town: Flask) -> None:
    get_task("T01", status=TaskStatus.DRAFT)
    with pytest.raises(NotFound):
        job()


def test_short_text_for_the_gazette(in_weisswald: Flask) -> None:
    assert gazette_texts(job())[0].text == (
        "Machen Sie mit: Bürgerbus fahren, Linie Heidedorf. Sie fahren den kleinen Bus nach Plan und helfen beim Ein- "
        "und Aussteigen. Wann? jeden Montag, Mittwoch und Freitag, 8 bis 12 Uhr. Wo? Bürgerbus-Halle, Gewerbering 11. "
        "Telefon: 030 23125 181. Mehr dazu: weisswald.example/aufgaben/T01"
    )


def test_long_text_also_says_who_answers(in_weisswald: Flask) -> None:
    short, long = gazette_texts(job())
    assert "Fragen beantwortet: Fahrdienstleitung Bürgerbus" in long.text
    assert "Fragen beantwortet" not in short.text


def test_texts_never_grow_beyond_400_and_900_characters(in_town: Flask) -> None:
    text = " ".join(f"Das ist der Satz {number} von vielen." for number in range(100))
    get_task("T01", title=("Sehr lange Aufgabe " * 20)[:200], description=text)
    short, long = gazette_texts(job(base_url=f"https://{'a' * 60}.example"))
    assert (len(short.text) <= 400, len(long.text) <= 900) == (True, True)
    assert "Telefon: 030 23125 181." in short.text
    assert "von vielen. Wann?" in long.text
