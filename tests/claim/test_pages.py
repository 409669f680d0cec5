"""Saying yes over HTTP."""

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tasks.models import Assignment, AssignmentEntry, TaskStatus
from tests.claim.browser import by_link, link_in, mails, send
from tests.claim.town import DRIVING, FREE, FULL, HELPER, ONE_LEFT, count, live_people, set_task, task, yes
from tests.conftest import signed_in
from tests.people.browser import token_of

NEW = {"name": "Neele Neumann", "email": "neele@example.org", "old_enough": "y"}


def _form(ref: str) -> str:
    return f"/aufgaben/{ref}/mitmachen"


def test_known_person_says_yes_by_one_button(town: Flask) -> None:
    client = by_link(town)
    page = client.get(f"/aufgaben/{FREE}")
    assert "Ich mache mit. Ich bin mindestens 18 Jahre alt." in page.text
    answer = client.post(_form(FREE), data={"csrf_token": token_of(page), "old_enough": "1"})
    assert (answer.status_code, answer.location) == (303, "/meine/zusagen/G195")
    assert "<h1>Sie sind dabei</h1>" in client.get(answer.location).text


def test_second_click_leads_to_the_same_page(town: Flask) -> None:
    client = by_link(town)
    answers = [send(client, f"/aufgaben/{FREE}", _form(FREE), old_enough="1") for _ in range(1)]
    answers.append(send(client, "/meine", _form(FREE), old_enough="1"))
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/meine/zusagen/G195")}
    with town.app_context():
        assert task(FREE).taken == 1


def test_htmx_swaps_the_button_for_the_answer(town: Flask) -> None:
    client = by_link(town)
    token = token_of(client.get(f"/aufgaben/{FREE}"))
    data = {"csrf_token": token, "old_enough": "1"}
    answer = client.post(_form(FREE), data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="mitmachen"')
    assert "Sie sind dabei." in answer.text


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_no_says_why_and_shows_three_tasks_with_free_places(town: Flask, htmx: dict[str, str]) -> None:
    client = by_link(town)
    data = {"csrf_token": token_of(client.get("/meine")), "old_enough": "1"}
    answer = client.post(_form(FULL), data=data, headers=htmx)
    assert answer.status_code == 409
    assert "Alle Plätze sind vergeben. Jemand war schneller." in answer.text
    assert answer.text.count('href="/aufgaben/T') == 3 + (not htmx)
    assert 'href="/aufgaben/T04"' in answer.text  # The same area comes first.


def test_age_has_to_be_said(town: Flask) -> None:
    answer = send(by_link(town), "/meine", _form(FREE))
    assert answer.status_code == 409
    assert "mindestens 18 Jahre alt sein" in answer.text


def test_without_papers_the_person_hears_who_calls_and_when(town: Flask) -> None:
    client = by_link(town)
    answer = send(client, f"/aufgaben/{DRIVING}", _form(DRIVING), old_enough="1")
    page = client.get(answer.location).text
    assert "<h1>Sie sind vorgemerkt</h1>" in page
    assert "spätestens am 19. November 2026" in page
    assert [mail.recipient for mail in mails(town)] == ["mitmachen@weisswald.example"]


def test_waiting_list_takes_no_place(town: Flask) -> None:
    client = by_link(town)
    answer = send(client, f"/aufgaben/{FULL}", _form(FULL), old_enough="1", waiting="1")
    assert "Sie sind vorgemerkt" in client.get(answer.location).text
    with town.app_context():
        assert (yes(FULL).status, task(FULL).taken) == ("asked", 2)


def test_draft_is_not_there(town: Flask) -> None:
    with town.app_context():
        set_task(FREE, status=TaskStatus.DRAFT)
    assert town.test_client().get(_form(FREE)).status_code == 404


@pytest.mark.parametrize("status", [TaskStatus.PAUSED, TaskStatus.DONE])
def test_task_that_is_not_live_offers_no_form(town: Flask, status: TaskStatus) -> None:
    with town.app_context():
        set_task(FREE, status=status)
    assert "csrf_token" not in town.test_client().get(_form(FREE)).text


def test_reading_a_task_sets_no_cookie_and_leads_to_the_form(town: Flask) -> None:
    answer = town.test_client().get(f"/aufgaben/{FREE}")
    assert "Set-Cookie" not in answer.headers
    assert f'href="{_form(FREE)}"' in answer.text


def test_newcomer_takes_no_place_until_the_link_is_clicked(town: Flask) -> None:
    client = town.test_client()
    answer = send(client, _form(FREE), **NEW)
    assert (answer.status_code, answer.location) == (303, f"/aufgaben/{FREE}/vorgemerkt?weg=mail")
    assert "E-Mail-Postfach" in client.get(answer.location).text
    with town.app_context():
        assert (task(FREE).taken, count(Person)) == (0, 141)


def test_click_on_the_link_takes_the_place_and_opens_my_page(town: Flask) -> None:
    send(town.test_client(), _form(FREE), **NEW)
    client = town.test_client()
    answer = send(client, link_in(mails(town)[0]))
    page = client.get(answer.location).text
    assert "<h1>Sie sind dabei</h1>" in page
    assert "Wir zeigen ihn nur dieses eine Mal." in page
    assert "Wir zeigen ihn" not in client.get(answer.location).text
    with town.app_context():
        assert task(FREE).taken == 1
    assert "Ihre persönliche Seite" in [mail.subject for mail in mails(town)]


def test_looking_at_a_link_changes_nothing(town: Flask) -> None:
    send(town.test_client(), _form(FREE), **NEW)
    path = link_in(mails(town)[0])
    assert town.test_client().get(path).status_code == town.test_client().get(path).status_code == 200
    with town.app_context():
        assert task(FREE).taken == 0


def test_proof_works_once(town: Flask) -> None:
    send(town.test_client(), _form(FREE), **NEW)
    path = link_in(mails(town)[0])
    send(town.test_client(), path)
    assert town.test_client().get(path).status_code == 404


def test_who_comes_too_late_with_the_proof_is_kept_on_the_list(town: Flask) -> None:
    send(town.test_client(), _form(ONE_LEFT), **NEW)
    send(by_link(town), "/meine", _form(ONE_LEFT), old_enough="1")
    client = town.test_client()
    answer = send(client, link_in(mails(town)[0]))
    page = client.get(answer.location).text
    assert "Alle Plätze sind vergeben. Jemand war schneller." in page
    assert "<h1>Sie sind vorgemerkt</h1>" in page
    with town.app_context():
        assert task(ONE_LEFT).taken == 2


def test_known_and_unknown_addresses_look_alike(town: Flask) -> None:
    known = NEW | {"name": "Andreas Reinsch", "email": "Andreas.Reinsch@weisswald.example"}
    answers = [send(town.test_client(), _form(FREE), **fields) for fields in (known, NEW)]
    assert len({(answer.status_code, answer.location, answer.text) for answer in answers}) == 1
    assert len({mail.body.count("\n") for mail in mails(town)}) == 1


def test_known_address_is_attached_only_after_the_proof(town: Flask) -> None:
    known = NEW | {"name": "Andreas Reinsch", "email": "Andreas.Reinsch@weisswald.example"}
    send(town.test_client(), _form(FREE), **known)
    with town.app_context():
        assert (count(Person), HELPER in live_people(FREE)) == (141, False)
    send(town.test_client(), link_in(mails(town)[0]))
    with town.app_context():
        assert (count(Person), live_people(FREE)) == (140, [HELPER])


def test_somebody_else_with_a_known_address_stays_apart(town: Flask) -> None:
    send(town.test_client(), _form(FREE), **NEW | {"email": "andreas.reinsch@weisswald.example"})
    send(town.test_client(), link_in(mails(town)[0]))
    with town.app_context():
        assert (count(Person), live_people(FREE)) == (141, ["P141"])


def test_who_was_in_already_is_told_so_after_the_proof(town: Flask) -> None:
    known = NEW | {"name": "Andreas Reinsch", "email": "andreas.reinsch@weisswald.example"}
    send(by_link(town), f"/aufgaben/{FREE}", _form(FREE), old_enough="1")
    send(town.test_client(), _form(FREE), **known)
    answer = send(town.test_client(), link_in(mails(town)[0]))
    assert answer.location == "/meine/zusagen/G195"
    with town.app_context():
        assert (count(Person), task(FREE).taken) == (140, 1)


def test_double_click_on_the_form_is_one_yes_and_one_mail(town: Flask) -> None:
    for _ in range(2):
        send(town.test_client(), _form(FREE), **NEW)
    with town.app_context():
        assert (count(Person), count(Assignment), len(mails(town))) == (141, 195, 1)


def test_phone_alone_goes_to_the_coordinators_list(town: Flask) -> None:
    fields = {"name": "Neele Neumann", "phone": "030 123456", "note": "Bitte abends.", "old_enough": "y"}
    answer = send(town.test_client(), _form(FREE), **fields)
    assert answer.location == f"/aufgaben/{FREE}/vorgemerkt?weg=telefon"
    assert "spätestens am 19. November 2026" in town.test_client().get(answer.location).text
    with town.app_context():
        entry = db.session.query(AssignmentEntry).one()
        assert (str(entry.call_until), entry.note, entry.source) == ("2026-11-19", "Bitte abends.", "self")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie Ihren Namen an."),
        ({"name": "Neele"}, "Bitte geben Sie Vor- und Nachnamen an."),
        ({"email": ""}, "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an."),
        ({"email": "neele"}, "Das ist keine E-Mail-Adresse."),
        ({"old_enough": ""}, "Für diese Aufgabe muss man mindestens 18 Jahre alt sein."),
        ({"note": "x" * 1001}, "Höchstens 1000 Zeichen"),
        ({"name": "Neele \x07Neumann"}, "Steuerzeichen"),
    ],
)
def test_form_says_what_is_wrong_and_loses_nothing(town: Flask, change: dict[str, str], sentence: str) -> None:
    fields = NEW | {"note": "Ich komme gern."} | change
    answer = send(town.test_client(), _form(FREE), **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields["note"] in answer.text
    with town.app_context():
        assert (count(Person), count(Assignment)) == (140, 194)


def test_markup_in_a_name_stays_text(town: Flask) -> None:
    send(town.test_client(), _form(FREE), **NEW | {"name": "<b>Neele</b> Neumann"})
    client = town.test_client()
    send(client, link_in(mails(town)[0]))
    page = client.get("/meine").text
    assert "&lt;b&gt;Neele&lt;/b&gt;" in page
    assert all("Neele" not in mail.body + mail.subject for mail in mails(town))


def test_host_of_a_mailed_link_comes_from_the_settings(town: Flask) -> None:
    client = town.test_client()
    token = token_of(client.get(_form(FREE)))
    answer = client.post(_form(FREE), data=NEW | {"csrf_token": token}, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert mails(town) == []


def test_form_without_its_token_is_refused(town: Flask) -> None:
    assert town.test_client().post(_form(FREE), data=NEW).status_code == 400


def test_coordinator_says_yes_for_herself_like_everybody(town: Flask) -> None:
    answer = send(signed_in(town, Role.COORDINATOR), f"/aufgaben/{FREE}", _form(FREE), old_enough="1")
    assert answer.location == "/meine/zusagen/G195"


def test_too_many_forms_from_one_network_are_answered_429_and_lose_nothing(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(town.config, "RATE_LIMITS", True)
    client = town.test_client()
    fields = {"csrf_token": token_of(client.get(_form(FREE)))} | NEW
    answers = [client.post(_form(FREE), data=fields | {"email": f"n{n}@example.org"}) for n in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 3000
    assert 'value="n30@example.org"' in answers[-1].text


def test_one_address_is_not_flooded_with_mails(town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(town.config, "RATE_LIMITS", True)
    refs = ("T08", "T04", "T11", "T18", "T19", "T20", "T22")
    codes = [send(town.test_client(), _form(ref), **NEW).status_code for ref in refs]
    assert codes == [303] * 5 + [429] * 2
    assert len(mails(town)) == 5
