"""The page of the packs: download, preview, decide, apply."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from ks_board.core.db import db, writing
from ks_board.exchange.pack_export import pack_files
from ks_board.gaps.models import Rule
from ks_board.permissions import Role
from tests.conftest import signed_in
from tests.organigram_edit.browser import fill
from tests.packs.folders import FILES, contents, copy_built_in, zipped
from tests.people.browser import token_of

KEY = "rules|message-unanswered|threshold_days"
SHORT = ("message-unanswered,S10,message,3,7", "message-unanswered,S10,message,3,5")
B = {name: text.encode() for name, text in FILES.items()}


def send(browser: FlaskClient, packed: bytes) -> Any:
    data = {"packed": (io.BytesIO(packed), "paket.zip"), "csrf_token": token_of(browser.get("/paket"))}
    return browser.post("/paket/pruefen", data=data)


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a preview."""
    found = (re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) for name in ("csrf_token", "packed"))
    return {name: field[1] for name, field in zip(("csrf_token", "packed"), found, strict=True) if field}


def days(town: Flask) -> int | None:
    with town.app_context():
        return db.session.scalars(select(Rule.threshold_days).where(Rule.ref == "message-unanswered")).one()


def set_days(town: Flask, number: int) -> None:
    with town.app_context(), writing():
        db.session.execute(update(Rule).where(Rule.ref == "message-unanswered").values(threshold_days=number))
        db.session.commit()


def test_the_download_is_the_pack(staff: FlaskClient, in_weisswald: Flask) -> None:
    answer = staff.get("/paket/kleinstadt.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == pack_files()
    assert answer.headers["Content-Disposition"] == "attachment; filename=paket-kleinstadt.zip"


def test_an_unknown_pack_is_not_found(staff: FlaskClient) -> None:
    assert staff.get("/paket/nirgends.zip").status_code == 404


def test_the_page_says_what_the_town_changed(town: Flask) -> None:
    set_days(town, 21)
    page = signed_in(town, Role.COORDINATOR).get("/paket").text
    assert "1 Stelle hat die Stadt geändert" in page
    assert "Regeln, message-unanswered: Tage" in page


def test_a_preview_shows_what_is_new_and_writes_nothing(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    answer = send(browser, zipped(B))
    assert (answer.status_code, "b-stelle, b-antwort" in answer.text) == (200, True)
    assert browser.get("/checkliste?liste=B").status_code == 400


def test_applying_brings_the_pack_in(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    answer = browser.post("/paket/uebernehmen", data=hidden(send(browser, zipped(B)).text))
    assert (answer.status_code, answer.location) == (303, "/paket")
    assert "Ist jede Stelle besetzt?" in browser.get("/checkliste?liste=B").text
    assert "Checkliste B" in browser.get("/verlauf").text


def test_faults_are_listed_with_their_place(town: Flask) -> None:
    answer = send(signed_in(town, Role.COORDINATOR), zipped(B | {"checklists.csv": b"id,title_de\nB,Eins\n"}))
    assert answer.status_code == 422
    assert "checklists.csv, Zeile 1: Die Spalte „title_en“ fehlt." in answer.text


def test_no_file_and_no_zip_are_refused(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    nothing = browser.post("/paket/pruefen", data={"csrf_token": token_of(browser.get("/paket"))})
    assert (nothing.status_code, "Bitte wählen Sie eine ZIP-Datei." in nothing.text) == (422, True)
    assert send(browser, b"no zip").status_code == 422


def test_a_conflict_is_decided_cell_by_cell(town: Flask, tmp_path: Path) -> None:
    set_days(town, 21)
    browser = signed_in(town, Role.COORDINATOR)
    preview = send(browser, zipped(contents(copy_built_in(tmp_path / "new", rules_csv=SHORT))))
    undecided = browser.post("/paket/uebernehmen", data=hidden(preview.text))
    assert (undecided.status_code, days(town), f'name="{KEY}"' in undecided.text) == (409, 21, True)
    decided = browser.post("/paket/uebernehmen", data=hidden(undecided.text) | {KEY: "take"})
    assert (decided.status_code, days(town)) == (303, 5)


def test_what_was_sent_is_checked_again_when_it_is_applied(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    token = token_of(browser.get("/paket"))
    answer = browser.post("/paket/uebernehmen", data={"csrf_token": token, "packed": "%%%"})
    assert (answer.status_code, "Das ist keine ZIP-Datei" in answer.text) == (422, True)


def test_the_rule_of_a_further_checklist_is_edited_like_any_other(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    browser.post("/paket/uebernehmen", data=hidden(send(browser, zipped(B)).text))
    assert fill(browser, "/daten/regeln/b-antwort", threshold_days="3").status_code == 303
    with town.app_context():
        row = db.session.scalars(select(Rule).where(Rule.ref == "b-antwort")).one()
        assert (row.threshold_days, row.condition_ref) == (3, "message-unanswered")


def test_a_task_begins_from_the_catalogue(staff: FlaskClient) -> None:
    page = staff.get("/aufgaben/neu/formular?vorlage=repair-cafe").text
    assert 'value="Im Repair-Café reparieren"' in page
    assert "FREQ=MONTHLY;BYDAY=2SA" in page


def test_an_unknown_template_is_not_found(staff: FlaskClient) -> None:
    assert staff.get("/aufgaben/neu/formular?vorlage=mondfahrt").status_code == 404


def test_the_catalogue_is_offered_where_a_task_begins(staff: FlaskClient) -> None:
    assert '<option value="buergerbus">Bürgerbus fahren</option>' in staff.get("/aufgaben/neu").text
