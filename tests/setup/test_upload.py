"""The upload of units: refused files, preview, doubtful rows, taking over."""

import io
import secrets
import zipfile

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.organigram.models import Appointment, Post
from ks_board.people.models import Person
from tests.organigram_edit.browser import fields_of, send
from tests.setup.browser import APPLY, CHECK, admin_of, named_town, take_over, tree, upload
from tests.setup.tables import csv, xlsx


def bomb() -> bytes:
    """Return a ZIP file that unpacks to far more than a table."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return out.getvalue()


def far_away() -> bytes:
    """Return a workbook whose only further cell is in the last row and column there can be."""
    rows = xlsx([("Amt",), ("Bauamt",)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(rows)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member).replace(b'r="A2"', b'r="XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"')
            new.writestr(member.filename, content)
    return out.getvalue()


REFUSED = {
    "empty": (b"  \n", "Die Datei ist leer."),
    "html called xls": (b"<html><table><tr><td>Amt</td></tr></table></html>", "Das ist eine Web-Seite"),
    "garbage": (b"\x00\x01\x02" * 99, "Das ist keine Textdatei."),
    "garbage in a zip": (b"PK\x03\x04" + b"\xff" * 500, "Die Datei ist beschädigt."),
    "garbage in old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 900, "lässt sich nicht lesen"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "mit einem Passwort geschützt",
    ),
    "zip of something else": (None, "lässt sich nicht lesen"),
    "5000 rows": (csv([("Amt",), *((f"Amt {number}",) for number in range(5000))]), "mehr als 2000 Zeilen"),
    "too wide": (csv([["Amt"] * 99]), "mehr als 60 Spalten"),
    "too much text": (csv([("Amt", "Text"), *((str(n), secrets.token_hex(500)) for n in range(700))]), "zu viel Text"),
    "control characters": (b"Amt\nBau\x07amt\n", "unsichtbares Steuerzeichen"),
    "too large": (b"a" * 1_600_000, "zu groß"),
}


@pytest.fixture
def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("brief.txt", "Hallo")
    return out.getvalue()


@pytest.mark.parametrize(("raw", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_with_a_sentence(
    empty: Flask, raw: bytes | None, sentence: str, other_zip: bytes
) -> None:
    answer = upload(named_town(empty), other_zip if raw is None else raw)
    assert (answer.status_code, sentence in answer.text) == (422, True)


@pytest.mark.parametrize("hostile", [bomb, far_away])
def test_a_bomb_is_refused(empty: Flask, hostile: object) -> None:
    answer = upload(named_town(empty), hostile())  # type: ignore[operator]
    assert answer.status_code == 422


def test_without_a_town_nothing_is_read(empty: Flask) -> None:
    answer = upload(admin_of(empty), csv([("Amt",), ("Bauamt",)]))
    assert (answer.status_code, "zuerst den Namen der Stadt" in answer.text) == (422, True)


def test_the_preview_writes_nothing(empty: Flask) -> None:
    answer = upload(named_town(empty), csv([("Amt", "gehört zu"), ("Bauamt", ""), ("Bauhof", "Amt 9")]))
    assert "1 neu, 0 geändert, 0 wie bisher, 0 unklar, 1 abgelehnt" in answer.text
    assert "Zeile 3: Die übergeordnete Einheit „Amt 9“ gibt es nicht." in answer.text
    assert "Bauamt" not in tree(empty)


def test_a_column_can_be_put_right(empty: Flask) -> None:
    browser = named_town(empty)
    preview = upload(browser, csv([("Amt", "Wo"), ("Bauamt", ""), ("Bauhof", "Bauamt")]))
    again = send(browser, CHECK, fields_of(preview, APPLY), **{"column-1": "parent"})
    assert again.status_code == 200
    assert take_over(browser, again).status_code == 303
    assert tree(empty)["Bauhof"] == "Bauamt"


def test_another_row_of_names_can_be_chosen(empty: Flask) -> None:
    browser = named_town(empty)
    preview = upload(browser, csv([("Amt", "Telefon", "Leitung"), ("Einheit", "x", "y"), ("Bauamt", "", "")]))
    again = send(browser, CHECK, fields_of(preview, APPLY), head="2")
    assert "1 neu, 0 geändert" in again.text


def test_a_similar_name_is_asked_about(empty: Flask) -> None:
    browser = named_town(empty)
    take_over(browser, upload(browser, csv([("Amt",), ("Ordnungsamt",)])))
    preview = upload(browser, csv([("Amt", "Telefon"), ("Ordungsamt", "03023 7")]))
    assert "Zeile 2: „Ordungsamt“ ist fast wie „Ordnungsamt“" in preview.text
    undecided = take_over(browser, preview)
    assert (undecided.status_code, len(tree(empty))) == (409, 3)
    assert take_over(browser, undecided, **{"unit-2-ordungsamt": "same"}).status_code == 303
    assert set(tree(empty)) == {"Kleinau", "Koordinierungsstelle", "Ordnungsamt"}


@pytest.mark.parametrize(("decision", "units"), [("new", 4), ("skip", 3)])
def test_a_similar_name_can_be_new_or_left_out(empty: Flask, decision: str, units: int) -> None:
    browser = named_town(empty)
    take_over(browser, upload(browser, csv([("Amt",), ("Ordnungsamt",)])))
    preview = upload(browser, csv([("Amt",), ("Ordungsamt",)]))
    take_over(browser, preview, **{"unit-2-ordungsamt": decision})
    assert len(tree(empty)) == units


PLAN = csv(
    [
        ("Amt", "Stelle", "Inhaber/in", "Std."),
        ("Bauamt", "Leitung", "Wolf, Eva", "39"),
        ("Bauamt", "Technik", "N.N.", "20"),
    ]
)


def test_posts_and_people_are_noted_without_consent(empty: Flask) -> None:
    browser = named_town(empty)
    assert take_over(browser, upload(browser, PLAN)).status_code == 303
    with empty.app_context():
        posts = db.session.execute(select(Post.title, Post.hours_per_week, Post.is_head).order_by(Post.id)).all()
        person = db.session.scalars(select(Person)).one()
        held = db.session.scalars(select(Appointment)).one()
    assert [tuple(post) for post in posts] == [("Leitung", 39.0, True), ("Technik", 20.0, None)]
    assert (person.name, person.consent_public, str(held.confirmed_on)) == ("Eva Wolf", None, "2026-11-16")


def test_the_same_table_again_changes_nothing(empty: Flask) -> None:
    browser = named_town(empty)
    take_over(browser, upload(browser, PLAN))
    assert "0 neu, 0 geändert, 3 wie bisher, 0 unklar, 0 abgelehnt" in upload(browser, PLAN).text


def test_a_vacant_post_is_filled_and_a_filled_one_is_left_alone(empty: Flask) -> None:
    browser = named_town(empty)
    take_over(browser, upload(browser, PLAN))
    later = PLAN.replace(b"N.N.", b"Berg, Ina").replace(b"Wolf, Eva", b"Fuchs, Udo")
    preview = upload(browser, later)
    assert "0 neu, 1 geändert, 1 wie bisher, 0 unklar, 1 abgelehnt" in preview.text
    assert "Zeile 2: Diese Stelle hat schon Eva Wolf." in preview.text
    assert take_over(browser, preview).status_code == 303


def test_a_similar_person_is_asked_about(empty: Flask) -> None:
    browser = named_town(empty)
    take_over(browser, upload(browser, PLAN))
    preview = upload(browser, PLAN.replace(b"N.N.", b"Wolff, Eva"))
    assert "„Eva Wolff“ ist fast wie „Eva Wolf“" in preview.text
    assert take_over(browser, preview, **{"person-3-eva-wolff": "same"}).status_code == 303
    with empty.app_context():
        assert len(db.session.scalars(select(Person)).all()) == 1


@pytest.mark.parametrize("rows", ["", "%%%", "eJwDAAAAAAE="])
def test_a_page_that_came_back_broken_is_refused(empty: Flask, rows: str) -> None:
    browser = named_town(empty)
    fields = fields_of(upload(browser, PLAN), APPLY) | {"rows": [rows]}
    answer = browser.post(APPLY, data=fields)
    assert (answer.status_code, "unvollständig" in answer.text) == (422, True)


def test_a_formula_and_markup_stay_text(empty: Flask) -> None:
    browser = named_town(empty)
    preview = upload(browser, csv([("Amt",), ("=HYPERLINK(1)",), ("<b>Amt</b>",)]))
    assert "&lt;b&gt;Amt&lt;/b&gt;" in preview.text
    take_over(browser, preview)
    assert "=HYPERLINK(1)" in tree(empty)
