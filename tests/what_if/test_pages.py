"""The pages that think somebody away: what they show, to whom, and what they answer to what cannot be."""

import io

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

PETRA, LUTZ, OFFICE, POT = "P028", "P024", "U12", "B01"
HALF = ",".join(f"P{number:03}" for number in range(1, 22))


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_without_somebody_the_gaps_that_open_are_counted_and_listed(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={PETRA}")

    assert "20 Lücken würden aufgehen" in page
    assert "2 Lücken fielen weg" in page
    assert page.count('<span class="kern-label kern-label--small">dringend</span>') == 20


def test_what_nobody_else_holds_stands_alone_and_deputies_are_named(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={PETRA}")

    assert page.count("steht allein") == 6
    assert "Lutz Zschoche vertritt hier schon." in page


def test_two_together_leave_more_alone_than_each(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={PETRA},{LUTZ}")

    assert "Lutz Zschoche vertritt hier schon." not in page


def test_each_question_says_how_it_stands_before_and_after(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={PETRA}")

    assert (
        '<td data-label="Vorher">8 dringend, 1 wichtig</td> <td data-label="Nachher">14 dringend, 1 wichtig</td>'
        in page
    )


def test_nobody_can_act_on_a_gap_that_is_only_imagined(staff: FlaskClient) -> None:
    assert "Etwas tun" not in text_of(staff, f"/luecken/ohne?ohne={PETRA}")


def test_without_a_pot_its_tasks_show_which_other_pot_pays(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={POT}")

    assert "Was der Topf bezahlt" in page
    assert "bezahlt das." in page


def test_without_a_unit_its_posts_and_responsibilities_are_shown(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={OFFICE}")

    assert "Assistenz der Koordinierungsstelle" in page
    assert "Petra Dörfel (Leitung)" in page


def test_people_units_and_pots_are_found_by_name_and_added_to_the_others(staff: FlaskClient) -> None:
    page = text_of(staff, f"/luecken/ohne?ohne={POT}&q=petra")

    assert f'href="/luecken/ohne?ohne={POT},{PETRA}"' in page


def test_the_list_of_gaps_leads_on_when_somebody_is_thought_away(staff: FlaskClient) -> None:
    answer = staff.get(f"/luecken?ohne={PETRA}&am=2027-01-01")

    assert answer.location == f"/luecken/ohne?ohne={PETRA}&am=2027-01-01"


@pytest.mark.parametrize(
    ("refs", "code", "sentence"),
    [
        ("P999", 404, "Zur Kennung „P999“ gibt es keinen Menschen, keine Einheit und keinen Topf."),
        (HALF, 400, "Bitte denken Sie höchstens 20 Menschen, Einheiten und Töpfe zugleich weg."),
    ],
)
def test_what_cannot_be_thought_away_is_told_in_a_sentence(
    staff: FlaskClient, refs: str, code: int, sentence: str
) -> None:
    answer = staff.get(f"/luecken/ohne?ohne={refs}")

    assert answer.status_code == code
    assert sentence in answer.text


@pytest.mark.parametrize("address", ["/luecken/ohne?ohne=P028", "/luecken/woran", "/menschen/P028/uebergabe"])
def test_the_public_is_told_nothing_about_anybody(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.location.startswith("/anmelden")
    assert "Petra" not in answer.text


def test_the_ranking_names_those_first_who_carry_most(staff: FlaskClient) -> None:
    page = text_of(staff, "/luecken/woran")

    assert page.index("Petra Dörfel") < page.index("Lutz Zschoche") < page.index("Günter Mirtschin")
    assert '<td data-label="Das ginge auf">17 dringend, 6 wichtig</td>' in page


def test_a_handover_sheet_has_everything_and_room_to_write(staff: FlaskClient) -> None:
    page = text_of(staff, f"/menschen/{PETRA}/uebergabe")

    for words in ("Bürgertreff im Bahnhof", "Merkblatt", "Rückkehrer anschreiben", "Wo liegt was?", "Übernommen von"):
        assert words in page


def test_the_handover_sheet_on_paper_is_tagged_and_says_the_same(staff: FlaskClient) -> None:
    reader = PdfReader(io.BytesIO(staff.get(f"/menschen/{PETRA}/uebergabe.pdf").data))
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())

    assert "/StructTreeRoot" in reader.root_object
    for words in ("Petra Dörfel", "Bürgertreff im Bahnhof", "Rückkehrer anschreiben", "Wo liegt was?"):
        assert words in text


def test_who_has_left_has_a_sheet_of_the_last_day(staff: FlaskClient) -> None:
    assert "Stand: 29. September 2026" in text_of(staff, "/menschen/P043/uebergabe")


@pytest.mark.parametrize("address", [f"/menschen/{PETRA}", "/einheiten/U12"])
def test_people_and_units_lead_to_what_would_be_without_them(staff: FlaskClient, address: str) -> None:
    ref = address.rpartition("/")[2]

    assert f'href="/luecken/ohne?ohne={ref}"' in staff.get(address).text
