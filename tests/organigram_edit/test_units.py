"""Units are added, renamed, moved and closed; picture and record follow."""

from flask import Flask

from tests.organigram_edit.browser import coordinator, fields_of, fill, opened, send, unit


def test_a_new_name_shows_at_once_on_page_and_picture(town: Flask) -> None:
    client = coordinator(town)
    picture = "/organigramm.svg?einheit=U10"
    assert "Bauhof" not in client.get(picture).text
    answer = fill(client, "/einheiten/U10/aendern", name="Bauhof", short_name="BH")
    assert (answer.status_code, answer.location) == (303, "/einheiten/U10")
    assert "Bauhof" in client.get("/einheiten/U10").text
    assert "Bauhof" in client.get(picture).text


def test_saving_says_so_and_offers_the_way_back(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/einheiten/U10/aendern", name="Bauhof")
    page = client.get("/einheiten/U10").text
    assert "Gespeichert." in page
    assert 'href="/verlauf/' in page


def test_a_new_unit_gets_the_next_ref_of_its_letter(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, "/organigramm/neue-einheit?unter=U09", name="Stabsstelle Klima", kind="staff")
    ref = answer.location.rpartition("/")[2]
    new = unit(town, ref)
    assert (new.name, new.kind.value, new.parent_id) == ("Stabsstelle Klima", "staff", unit(town, "U09").id)
    assert ref.startswith("U")


def test_a_unit_is_moved_with_everything_below_it(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/einheiten/U09/aendern", parent_id=str(unit(town, "U02").id))
    assert unit(town, "U09").parent_id == unit(town, "U02").id
    assert "Stadtrat" in client.get("/einheiten/U10").text


def test_a_unit_is_not_offered_itself_or_what_is_below_it_as_parent(town: Flask) -> None:
    client = coordinator(town)
    for below in ("U09", "U10"):
        answer = fill(client, "/einheiten/U09/aendern", parent_id=str(unit(town, below).id))
        assert answer.status_code == 422
    assert unit(town, "U09").parent_id == unit(town, "U01").id


def test_there_is_never_a_second_town_at_the_top(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, "/organigramm/neue-einheit", name="Noch eine Stadt", kind="town", parent_id="")
    assert answer.status_code == 422
    assert "Ganz oben kann nur eine Einheit der Art „Stadt“ stehen." in answer.text
    assert "Noch eine Stadt" in answer.text


def test_the_town_stays_at_the_top(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, "/einheiten/U01/aendern", kind="office")
    assert answer.status_code == 422
    assert unit(town, "U01").kind.value == "town"


def test_a_closed_unit_stays_in_the_picture_of_earlier_days(town: Flask) -> None:
    client = coordinator(town)
    assert fill(client, "/einheiten/U11/schliessen", valid_until="2026-11-15").status_code == 303
    assert "Presse und Öffentlichkeit" not in client.get("/organigramm.svg?einheit=U09").text
    assert "Diese Einheit gibt es an diesem Tag nicht" in client.get("/einheiten/U11").text
    assert "Diese Einheit gibt es an diesem Tag nicht" not in client.get("/einheiten/U11?am=2026-11-15").text


def test_closing_can_take_along_all_below(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/einheiten/U09/schliessen", valid_until="2026-12-31", with_all_below="y")
    assert [str(unit(town, ref).valid_until) for ref in ("U09", "U10", "U11")] == ["2026-12-31"] * 3


def test_the_town_cannot_be_closed(town: Flask) -> None:
    answer = fill(coordinator(town), "/einheiten/U01/schliessen", valid_until="2026-12-31")
    assert answer.status_code == 422
    assert "Die Stadt selbst kann nicht enden." in answer.text


def test_an_end_before_the_beginning_is_refused_beside_the_field(town: Flask) -> None:
    answer = fill(coordinator(town), "/einheiten/U10/aendern", valid_until="2019-12-31", name="Getippt")
    assert answer.status_code == 422
    assert "Der letzte Tag liegt vor dem ersten." in answer.text
    assert 'value="Getippt"' in answer.text


def test_two_editors_of_a_unit_both_keep_their_words(town: Flask) -> None:
    one, two = coordinator(town), coordinator(town)
    first, second = opened(one, "/einheiten/U10/aendern"), opened(two, "/einheiten/U10/aendern")
    send(one, "/einheiten/U10/aendern", first, name="Von der ersten", phone="030 1")
    answer = send(two, "/einheiten/U10/aendern", second, name="Vom <b>zweiten</b>")
    assert answer.status_code == 409
    assert "Von der ersten" in answer.text
    assert "Vom &lt;b&gt;zweiten&lt;/b&gt;" in answer.text
    assert unit(town, "U10").name == "Von der ersten"


def test_the_second_editor_chooses_and_saves(town: Flask) -> None:
    one, two = coordinator(town), coordinator(town)
    address = "/einheiten/U10/aendern"
    first, second = opened(one, address), opened(two, address)
    send(one, address, first, name="Von der ersten", phone="030 1")
    chosen = fields_of(send(two, address, second, name="Vom zweiten"), address)
    assert (chosen["keep-name"], chosen["keep-phone"]) == (["typed"], ["stored"])
    assert send(two, address, chosen).status_code == 303
    assert (unit(town, "U10").name, unit(town, "U10").phone) == ("Vom zweiten", "030 1")
