"""The photo of a task on its pages: put, shown, described, replaced, removed; only by the coordination."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from ks_board.core.db import db
from ks_board.permissions import Role
from ks_board.tasks.models import Photo, TaskStatus
from tests.claim.town import set_task
from tests.conftest import signed_in
from tests.people.browser import token_of
from tests.photos import pictures

FORM, PAGE = "/aufgaben/T01/bild", "/aufgaben/T01"
ALT = "Zwei Menschen vor dem Bürgerbus"


@pytest.fixture
def staff(town: Flask) -> FlaskClient:
    """Return the coordinator's browser in a town that can be written to."""
    return signed_in(town, Role.COORDINATOR)


def send(client: FlaskClient, data: bytes | None, *, alt: str = ALT, credit: str = "") -> TestResponse:
    """Open the form and send it with a file."""
    fields: dict[str, Any] = {"csrf_token": token_of(client.get(FORM)), "alt": alt, "credit": credit}
    file = {"picture": (BytesIO(data), "../../etc/passwd.jpg")} if data is not None else {}
    return posted(client, FORM, fields | file)


def posted(client: FlaskClient, path: str, fields: dict[str, Any]) -> TestResponse:
    """Send a form; the test client leaves the file open in which it has put a large body."""
    answer = client.post(path, data=fields)
    answer.request.environ["wsgi.input"].close()
    return answer


def addresses(client: FlaskClient) -> list[str]:
    """Return the addresses of the pictures on the task's page."""
    return list(dict.fromkeys(re.findall(r"/aufgaben/T01/bild-[\w-]+\.webp", client.get(PAGE).text)))


def test_everybody_sees_the_photo_with_its_words_and_without_a_jump(staff: FlaskClient, town: Flask) -> None:
    assert send(staff, pictures.picture(), credit="Anna Beispiel").location == PAGE
    page = town.test_client().get(PAGE).text
    assert f'alt="{ALT}" loading="lazy"' in page
    assert 'width="1280" height="960"' in page
    assert "Foto: Anna Beispiel" in page


def test_pictures_may_be_kept_for_ever_and_are_ours(staff: FlaskClient, town: Flask) -> None:
    send(staff, pictures.told())
    public = town.test_client()
    answers = [public.get(address) for address in addresses(public)]
    assert [answer.mimetype for answer in answers] == ["image/webp"] * 2
    assert {answer.headers["Cache-Control"] for answer in answers} == {"public, max-age=31536000, immutable"}
    assert all(b"Geheimkamera" not in answer.data for answer in answers)
    own = staff.get(addresses(public)[0])
    assert own.headers["Cache-Control"] == "max-age=31536000, immutable, private"


@pytest.mark.parametrize(
    ("data", "alt", "sentence"),
    [
        (None, ALT, "Bitte wählen Sie ein Bild."),
        (b"kein Bild", ALT, "Das ist kein Bild, oder die Datei ist beschädigt."),
        (pictures.bomb(), ALT, "Das Bild hat mehr als 30 Millionen Bildpunkte."),
        (b"\xff" * 8_000_001, ALT, "Das Bild ist größer als 8 MB."),
        (pictures.picture(), " ", "Bitte sagen Sie in einem Satz, was zu sehen ist."),
        (pictures.picture(), "x" * 301, "300"),
    ],
    ids=["nothing", "text", "bomb", "large", "no words", "too many words"],
)
def test_what_is_missing_or_wrong_is_said_beside_the_field(
    data: bytes | None, alt: str, sentence: str, staff: FlaskClient, town: Flask
) -> None:
    answer = send(staff, data, alt=alt, credit="Anna Beispiel")
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert 'value="Anna Beispiel"' in answer.text
    with town.app_context():
        assert db.session.scalar(select(func.count(Photo.id))) == 0


def test_what_is_far_too_large_is_not_even_read(staff: FlaskClient) -> None:
    assert send(staff, b"\xff" * 9_000_000).status_code == 413


def test_other_forms_take_no_larger_files_than_before(staff: FlaskClient) -> None:
    fields = {"packed": (BytesIO(b"\xff" * 2_100_000), "p.zip"), "csrf_token": token_of(staff.get(FORM))}
    assert posted(staff, "/paket/pruefen", fields).status_code == 413


def test_words_change_without_a_new_picture_and_a_new_picture_has_a_new_address(staff: FlaskClient) -> None:
    send(staff, pictures.picture())
    before = addresses(staff)
    send(staff, None, alt="Der Bürgerbus im Schnee")
    assert (addresses(staff), "Der Bürgerbus im Schnee" in staff.get(PAGE).text) == (before, True)
    send(staff, pictures.picture(800, 800))
    assert not set(addresses(staff)) & set(before)
    assert staff.get(before[0]).status_code == 404


def test_a_removed_photo_is_gone_for_good(staff: FlaskClient, town: Flask) -> None:
    send(staff, pictures.picture())
    address = addresses(staff)[0]
    staff.post(f"{FORM}/entfernen", data={"csrf_token": token_of(staff.get(FORM))})
    assert (addresses(staff), staff.get(address).status_code) == ([], 404)


def test_the_photo_of_a_draft_is_for_the_coordination_only(staff: FlaskClient, town: Flask) -> None:
    send(staff, pictures.picture())
    address = addresses(staff)[0]
    with town.app_context():
        set_task("T01", status=TaskStatus.DRAFT)
        db.session.commit()
    assert [browser.get(address).status_code for browser in (staff, town.test_client())] == [200, 404]


def test_the_board_carries_no_photo(staff: FlaskClient, town: Flask) -> None:
    send(staff, pictures.picture())
    assert "bild-" not in town.test_client().get("/aufgaben").text
