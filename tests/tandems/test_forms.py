"""The coordinator's day with tandems, by HTTP and without JavaScript."""

from datetime import date

import pytest
from flask import Flask

from ks_board.gaps.models import Measure, MeasureStatus
from ks_board.people.models import Person
from ks_board.tandems.models import Agreement, Sponsorship, Tandem, TandemStatus, Wish
from ks_board.tasks.models import Task
from tests.organigram_edit.browser import coordinator, fill, opened, press, send
from tests.sponsorships.town import (
    ON,
    OTHER,
    OWN,
    PAGE,
    browser_as,
    change,
    count,
    gaps_of,
    id_of,
    read,
    wish_for,
)
from tests.sponsorships.town import press as press_as_sponsor

PAIR = "/tandems/neu"


def test_task_with_one_person_offers_that_person_and_its_title(town: Flask) -> None:
    fields = opened(coordinator(town), f"{PAIR}?aufgabe=T04")
    assert fields["task_id"] == [str(id_of(town, Task, "T04"))]
    assert (fields["name"], fields["second"]) == ([read(town, Task, "T04").title], [""])
    assert fields["first"] != [""]


def test_two_people_become_a_tandem(town: Flask) -> None:
    address = f"{PAIR}?aufgabe=T04"
    answer = fill(coordinator(town), address, first="P061", second="tschirch", purpose="Voneinander lernen")
    made = read(town, Tandem, answer.location.rpartition("/")[2])
    people = id_of(town, Person, "P061"), id_of(town, Person, "P084")
    assert (made.ref, made.person_a_id, made.person_b_id) == ("D19", *people)
    assert (made.status, made.start, made.task_id) == (TandemStatus.ACTIVE, ON, id_of(town, Task, "T04"))


def test_same_click_twice_makes_one_tandem(town: Flask) -> None:
    client, before = coordinator(town), count(town, Tandem)
    fields = opened(client, PAIR)
    codes = [send(client, PAIR, fields, first="P061", second="P084", name="Neu").status_code for _ in range(2)]
    assert (codes, count(town, Tandem) - before) == ([303, 422], 1)


def test_of_several_with_that_name_one_is_chosen(town: Flask) -> None:
    client = coordinator(town)
    for ref, given in (("P061", "Änne"), ("P062", "Anne")):
        change(town, Person, ref, given_name=given, family_name="Zwilling")
    fields = opened(client, PAIR)
    asked = send(client, PAIR, fields, first="zwilling", second="P084", name="Neu")
    assert (asked.status_code, "Bitte wählen Sie, wer gemeint ist." in asked.text) == (422, True)
    made = send(client, PAIR, fields, first="zwilling", first_choice="P062", second="P084", name="Neu")
    assert read(town, Tandem, made.location.rpartition("/")[2]).person_a_id == id_of(town, Person, "P062")


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("P061", "P061", "Ein Tandem braucht zwei verschiedene Menschen."),
        ("P061", "Xyzabc", "Niemand mit diesem Namen."),
        ("", "P061", "Bitte nennen Sie den ersten Menschen."),
    ],
)
def test_pair_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    town: Flask, first: str, second: str, sentence: str
) -> None:
    before = count(town, Tandem)
    answer = fill(coordinator(town), PAIR, first=first, second=second, name="Mein Name")
    assert (sentence in answer.text, "Mein Name" in answer.text, count(town, Tandem)) == (True, True, before)


def test_who_has_left_is_not_paired(town: Flask) -> None:
    change(town, Person, "P061", left_on=ON)
    answer = fill(coordinator(town), PAIR, first="P061", second="P084", name="Neu")
    assert (answer.status_code, "ist nicht mehr dabei" in answer.text) == (422, True)


def test_one_tap_notes_a_contact_and_closes_the_gap(town: Flask) -> None:
    assert "tandem-silent" in gaps_of(town, "D06")
    press(coordinator(town), "/tandems/D06", "/tandems/D06/kontakt")
    assert (read(town, Tandem, "D06").last_contact_on, "tandem-silent" in gaps_of(town, "D06")) == (ON, False)


def test_agreement_closes_the_gap_and_can_be_printed(town: Flask) -> None:
    assert "tandem-no-agreement" in gaps_of(town, "D09")
    client = coordinator(town)
    typed = {"who_does_what": "A zeigt,\nB übt", "what_not": "Kein Geld"}
    answer = fill(client, "/tandems/D09/absprache/aendern", **typed)
    assert "A zeigt,\nB übt" in client.get(answer.location).text.replace("\r", "")
    assert (read(town, Tandem, "D09").agreed_on, "tandem-no-agreement" in gaps_of(town, "D09")) == (ON, False)
    fill(client, "/tandems/D09/absprache/aendern", what_not="Kein Auto")
    assert count(town, Agreement, what_not="Kein Auto", who_does_what="A zeigt,\nB übt") == 1


def test_second_editor_of_a_sheet_sees_both_versions(town: Flask) -> None:
    client, address = coordinator(town), "/tandems/D09/absprache/aendern"
    late = opened(client, address)
    fill(client, address, who_does_what="Die erste Fassung")
    answer = send(client, address, late, who_does_what="Die zweite Fassung")
    assert answer.status_code == 409
    assert ("Die erste Fassung" in answer.text, "Die zweite Fassung" in answer.text) == (True, True)


def test_tandem_ends_only_with_a_result(town: Flask) -> None:
    client, address = coordinator(town), "/tandems/D06/beenden"
    assert fill(client, address).status_code == 422
    assert fill(client, address, result="Beide machen allein weiter").status_code == 303
    ended = read(town, Tandem, "D06")
    assert (ended.status, ended.end, ended.result) == (TandemStatus.ENDED, ON, "Beide machen allein weiter")
    again = fill(client, address, result="Noch einmal")
    assert (again.status_code, "schon zu Ende" in again.text) == (422, True)


def test_ended_tandem_takes_no_contact(town: Flask) -> None:
    client = coordinator(town)
    token = opened(client, "/tandems/D13/beenden")
    assert client.post("/tandems/D13/kontakt", data=token).status_code == 409


def test_wish_is_written_replaced_and_comes_true(town: Flask) -> None:
    client, address = coordinator(town), "/tandems/D01/wunsch"
    for text in ("Ein Raum", "Ein Beamer"):
        assert fill(client, address, text=text).status_code == 303
    assert (count(town, Wish), count(town, Wish, text="Ein Beamer", written_on=ON)) == (1, 1)
    press(client, "/tandems/D01", "/tandems/D01/wunsch/erledigt")
    assert count(town, Wish, done_on=ON) == 1
    fill(client, address, text="Ein Fest")
    assert count(town, Wish) == 2


def test_wish_that_a_sponsor_sees_to_stays_as_it_is_until_done(town: Flask) -> None:
    wish_for(town, "D01", "Ein Raum")
    client, sponsor = coordinator(town), browser_as(town, OWN)
    press_as_sponsor(sponsor, f"{PAGE}/X01/wunsch/W01")
    answer = fill(client, "/tandems/D01/wunsch", text="Etwas anderes")
    assert ("kümmert sich schon jemand" in answer.text, "Etwas anderes" in answer.text) == (True, True)
    press(client, "/tandems/D01", "/tandems/D01/wunsch/erledigt")
    kept = {"owner_person_id": id_of(town, Person, OWN), "created_on": ON}
    assert count(town, Measure, status=MeasureStatus.DONE, done_on=ON, **kept) == 1


def test_who_waits_gets_the_tandem_and_the_gap_closes(town: Flask) -> None:
    assert "sponsor-no-tandem" in gaps_of(town, "X04")
    before = count(town, Sponsorship)
    assert fill(coordinator(town), "/tandems/D02/patenschaft?patenschaft=X04").status_code == 303
    found = read(town, Sponsorship, "X04")
    assert (found.tandem_id, found.from_) == (id_of(town, Tandem, "D02"), date(2026, 8, 15))
    assert (count(town, Sponsorship), "sponsor-no-tandem" in gaps_of(town, "X04")) == (before, False)


def test_new_sponsor_stands_by_once(town: Flask) -> None:
    client, address = coordinator(town), "/tandems/D02/patenschaft"
    typed = {"who": OTHER, "sponsor_kind": "entrepreneur", "offer": "goods", "minutes_per_month": "30"}
    fields = opened(client, address)
    codes = [send(client, address, fields, **typed).status_code for _ in range(2)]
    made = {"person_id": id_of(town, Person, OTHER), "tandem_id": id_of(town, Tandem, "D02"), "from_": ON}
    assert (codes, count(town, Sponsorship, minutes_per_month=30, **made)) == ([303, 422], 1)


def test_one_of_the_two_is_not_their_sponsor(town: Flask) -> None:
    typed = {"who": "P084", "sponsor_kind": "entrepreneur", "offer": "goods"}
    assert "Wer selbst im Tandem ist" in fill(coordinator(town), "/tandems/D01/patenschaft", **typed).text


def test_sponsorship_gets_a_last_day(town: Flask) -> None:
    client, address = coordinator(town), "/tandems/D01/patenschaften/X01/beenden"
    refused = fill(client, address, until="2020-01-01")
    assert "Der letzte Tag liegt vor dem ersten." in refused.text
    assert fill(client, address, until="2026-12-31").status_code == 303
    assert read(town, Sponsorship, "X01").until == date(2026, 12, 31)


def test_sponsorship_of_another_tandem_is_not_found_there(town: Flask) -> None:
    assert coordinator(town).get("/tandems/D02/patenschaften/X01/beenden").status_code == 404


def test_name_and_purpose_can_be_corrected(town: Flask) -> None:
    fill(coordinator(town), "/tandems/D01/aendern", name="Neuer Name", purpose="")
    found = read(town, Tandem, "D01")
    assert (found.name, found.purpose, found.start) == ("Neuer Name", None, date(2026, 2, 2))
