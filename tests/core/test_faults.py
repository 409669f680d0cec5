"""Broken addresses, bodies and databases: designed pages, never an unplanned error."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ks_board.core import db as core_db
from ks_board.core.db import db, open_sqlite
from tests.conftest import make_app
from tests.people.browser import make_account, send_sign_in

SORRY = "Die Seite antwortet gerade nicht."


@pytest.fixture
def board(empty: Flask) -> FlaskClient:
    """Return a browser of the public on an empty board."""
    return empty.test_client()


@pytest.mark.parametrize(
    ("path", "code", "title"),
    [
        ("/gibt-es-nicht", 404, "Diese Seite gibt es nicht"),
        ("/aufgaben/T99", 404, "Diese Seite gibt es nicht"),
        ("/einheiten/U99", 404, "Diese Seite gibt es nicht"),
        ("/stellen/S99", 404, "Diese Seite gibt es nicht"),
        ("/zustaendigkeiten/R99", 404, "Diese Seite gibt es nicht"),
        ("/checkliste/X9", 404, "Diese Seite gibt es nicht"),
        ("/" + "x" * 10_000, 404, "Diese Seite gibt es nicht"),
        ("/%00", 400, "Das haben wir nicht verstanden"),
        ("/aufgaben?q=%00", 400, "Das haben wir nicht verstanden"),
        ("/aufgaben?%00=q", 400, "Das haben wir nicht verstanden"),
        ("/aufgaben?q=a&q=%ed%a0%80", 400, "Das haben wir nicht verstanden"),
        ("/aufgaben?seite=-1", 400, "Das haben wir nicht verstanden"),
        ("/aufgaben?seite=" + "9" * 300, 400, "Das haben wir nicht verstanden"),
        ("/organigramm?am=31.02.2026", 400, "Das haben wir nicht verstanden"),
        ("/luecken?am=2026-02-31", 400, "Das haben wir nicht verstanden"),
        ("/?x=" + "y" * 10_000, 400, "Das haben wir nicht verstanden"),
        ("/abmelden", 405, "Das geht hier nicht"),
    ],
)
def test_broken_address_is_answered_by_a_page_in_the_layout(
    board: FlaskClient, path: str, code: int, title: str
) -> None:
    answer = board.get(path)
    assert answer.status_code == code
    assert f"<h1>{title}</h1>" in answer.text
    assert 'aria-label="Hauptmenü"' in answer.text


@pytest.mark.parametrize("path", ["/\xff\xfe", "/aufgaben/\xed\xa0\x80", "/stra\xdfe"])
def test_path_that_is_no_utf8_is_refused(board: FlaskClient, path: str) -> None:
    assert board.get("/", environ_overrides={"PATH_INFO": path}).status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO"])
def test_method_that_a_page_does_not_know_is_answered_in_the_layout(
    board: FlaskClient, method: str, empty: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(empty.config, "WTF_CSRF_ENABLED", False)
    answer = board.open("/impressum", method=method)
    assert (answer.status_code, set(answer.allow)) == (405, {"GET", "HEAD", "OPTIONS"})
    assert "Das geht hier nicht" in answer.text


def test_htmx_gets_the_sentence_alone(board: FlaskClient) -> None:
    answer = board.get("/aufgaben?seite=-1", headers={"HX-Request": "true"})
    assert answer.status_code == 400
    assert "Die Seite „-1“ gibt es nicht." in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "a b", "<script>", "localhost\\"]
)
def test_foreign_host_is_refused_and_told_the_right_address(board: FlaskClient, host: str) -> None:
    answer = board.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "Die richtige ist: http://127.0.0.1:8000" in answer.text
    assert "evil" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost"])
def test_own_host_is_served(board: FlaskClient, host: str) -> None:
    assert board.get("/gesund", headers={"Host": host}).status_code == 200


def _post(board: FlaskClient, **body: object) -> TestResponse:
    return board.post("/anmelden", **body)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"data": b"x" * 2_000_001, "content_type": "application/x-www-form-urlencoded"}, 413),
        ({"data": {"email": "x" * 500_001}, "content_type": "multipart/form-data"}, 413),
        ({"data": {f"f{n}": "x" for n in range(501)}, "content_type": "multipart/form-data"}, 413),
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b"email=%00", "content_type": "application/x-www-form-urlencoded"}, 400),
        ({"data": b"email=%ed%a0%80", "content_type": "application/x-www-form-urlencoded"}, 400),
        ({"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}, 400),
        ({"data": b"email=a", "content_type": "multipart/form-data"}, 400),
        ({"data": b"email=a", "content_type": ""}, 400),
        ({"data": b"\xff\xfe", "content_type": "application/x-www-form-urlencoded; charset=utf-16"}, 400),
    ],
)
def test_broken_body_is_answered_by_a_page_in_the_layout(
    board: FlaskClient, body: dict[str, object], code: int
) -> None:
    answer = _post(board, **body)
    assert answer.status_code == code
    assert 'aria-label="Hauptmenü"' in answer.text


def test_unexpected_error_is_a_plain_page_with_the_number_of_its_log_line(
    board: FlaskClient, empty: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(empty.view_functions, "pages.imprint", _broken_view(empty))
    answer = board.get("/impressum")
    (record,) = caplog.records
    assert answer.status_code == 500
    assert SORRY in answer.text
    assert "secret" not in answer.text
    assert record.getMessage()[1:9] in answer.text


def _broken_view(app: Flask) -> object:
    def view() -> str:
        raise RuntimeError("secret")

    view.permission = app.view_functions["pages.imprint"].permission  # type: ignore[attr-defined]
    return view


@pytest.fixture
def impatient(instances: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Return an app of its own database, which waits for locks only for a moment; it was used before."""
    monkeypatch.setattr(core_db, "BUSY_SECONDS", 0.05)
    app = make_app(tmp_path)
    (tmp_path / "board.sqlite").write_bytes((instances / "template" / "board.sqlite").read_bytes())
    make_account(app)
    assert app.test_client().get("/gesund").status_code == 200
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _spoil(app: Flask, how: str) -> None:
    file: Path = app.config["DATABASE_FILE"]
    spoiled = file.with_name("spoiled")
    spoiled.write_text({"text": "no database, but long enough to look like one. " * 99, "empty": ""}.get(how, ""))
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    if how == "missing":
        return
    spoiled.replace(file)


@pytest.mark.parametrize("how", ["missing", "text", "empty"])
def test_spoiled_database_is_a_plain_page_one_log_line_and_works_again(
    impatient: Flask, how: str, instances: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _spoil(impatient, how)
    answer = impatient.test_client().get("/aufgaben")
    lines = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert SORRY in answer.text
    assert [(line.exc_info, "tasks.board" in line.getMessage()) for line in lines] == [(None, True)]
    impatient.config["DATABASE_FILE"].write_bytes((instances / "template" / "board.sqlite").read_bytes())
    assert impatient.test_client().get("/aufgaben").status_code == 200


@pytest.mark.parametrize(("how", "said"), [("missing", "no answer"), ("text", "no answer"), ("empty", "wrong schema")])
def test_health_tells_of_a_spoiled_database(
    impatient: Flask, how: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    _spoil(impatient, how)
    answer = impatient.test_client().get("/gesund")
    assert (answer.status_code, answer.json) == (503, {"database": said})
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize("path", ["/gibt-es-nicht", "/aufgaben?seite=-1", "/impressum"])
def test_who_is_signed_in_gets_the_plain_page_when_the_database_is_gone(impatient: Flask, path: str) -> None:
    client = impatient.test_client()
    send_sign_in(client)
    _spoil(impatient, "missing")
    answer = client.get(path)
    assert answer.status_code == 503
    assert SORRY in answer.text


def test_locked_database_refuses_writing_and_goes_on_reading(
    impatient: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = impatient.test_client()
    client.get("/anmelden")
    other = open_sqlite(impatient.config["DATABASE_FILE"], mode="rw")
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = send_sign_in(client)
        assert (answer.status_code, client.get("/aufgaben").status_code) == (503, 200)
    finally:
        other.close()
    assert ["database is locked" in record.getMessage() for record in caplog.records] == [True]
    assert send_sign_in(client).status_code == 302


def test_full_pool_of_connections_is_a_plain_page(impatient: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with impatient.app_context():
        monkeypatch.setattr(db.engine.pool, "_timeout", 0.05)
        taken = [db.engine.connect() for _ in range(15)]
    try:
        assert impatient.test_client().get("/aufgaben").status_code == 503
    finally:
        for connection in taken:
            connection.close()


def test_health_names_the_sqlite_in_use(board: FlaskClient) -> None:
    answer = board.get("/gesund")
    assert answer.json == {"database": "ok", "sqlite": core_db.sqlite_version()}


def test_health_warns_of_an_unsafe_sqlite(board: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core_db, "SAFE_SQLITE", (9, 0, 0))
    answer = board.get("/gesund")
    assert answer.status_code == 200
    assert answer.json
    assert "3.51.3" in answer.json["warning"]
