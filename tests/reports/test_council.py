"""The council's report: the same figures everywhere, names only by consent, and the facts of the town folder."""

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.gaps.decide import accept
from ks_board.gaps.queries import count_by_question, find_gaps
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.reports.council import Report, make_report
from ks_board.reports.council_words import make_paper
from ks_board.reports.periods import Period, Span
from tests.conftest import WEISSWALD, signed_in
from tests.reports.pdf import faults
from tests.statements import counted

TODAY = date(2026, 11, 16)
YEAR = "?zeitraum=eigene&von=2026-01-01&bis=2026-11-16"
STATEMENTS = 25
LONG_YEAR = "?zeitraum=eigene&von=2025-11-01&bis=2026-11-16"


class Cells(HTMLParser):
    """Collect the rows of all tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")

    def handle_data(self, text: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += text


def of_2026() -> Report:
    return make_report(Period(date(2026, 1, 1), TODAY, Span.OWN), sees_all=True)


def recounted() -> dict[str, list[int]]:
    counts = count_by_question(find_gaps(TODAY))
    return {ref: [*(of[severity] for severity in (3, 2, 1)), of.total()] for ref, of in counts.items()}


def in_page(staff: FlaskClient) -> dict[str, list[int]]:
    rows = [row for row in Cells(staff.get(f"/bericht{YEAR}").text).rows if len(row) == 8]
    return {row[0]: [int(cell) for cell in row[3:7]] for row in rows}


def in_csv(staff: FlaskClient) -> dict[str, list[int]]:
    rows = csv.DictReader(io.StringIO(staff.get(f"/bericht.csv{YEAR}").text))
    cells = [row["value"] for row in rows if row["part"] == "alle-fragen"]
    return {cells[at]: [int(cell) for cell in cells[at + 3 : at + 7]] for at in range(0, len(cells), 8)}


def in_xlsx(staff: FlaskClient) -> dict[str, list[int]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(staff.get(f"/bericht.xlsx{YEAR}").data))
    rows = book.get_sheet_by_name("Alle Fragen").to_python()[1:]
    return {str(row[0]): [int(float(str(cell))) for cell in row[3:7]] for row in rows}


@pytest.fixture(scope="module")
def printed(weisswald: Flask) -> bytes:
    return signed_in(weisswald, Role.COORDINATOR).get(f"/bericht.pdf{YEAR}").data


def in_pdf(printed: bytes) -> dict[str, list[int]]:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    annex = text[text.index("Alle Fragen") : text.index("Alle Lücken")]
    found = re.finditer(r"^([A-Z]\d+[ab]?) .*?(?:ja|teilweise|nein|–) (\d+) (\d+) (\d+) (\d+)", annex, re.M | re.S)
    return {match[1]: [int(number) for number in match.groups()[1:]] for match in found}


def test_pdf_says_what_the_rules_find(printed: bytes, in_weisswald: Flask) -> None:
    assert {ref: numbers for ref, numbers in in_pdf(printed).items() if numbers[-1]} == recounted()


@pytest.mark.parametrize("read", [in_page, in_csv, in_xlsx])
def test_page_and_tables_say_what_the_rules_find(read, staff: FlaskClient, in_weisswald: Flask) -> None:
    told = read(staff)
    assert len(told) == 22
    assert {ref: numbers for ref, numbers in told.items() if numbers[-1]} == recounted()


def test_rows_of_the_first_page_add_up(in_weisswald: Flask) -> None:
    *rows, total = make_paper(of_2026()).questions.table.rows
    assert sum(row[2] for row in rows) == total[2] == len(find_gaps(TODAY))


def test_money_is_that_of_the_grants(in_weisswald: Flask) -> None:
    money = of_2026().money
    assert (money.grants, money.granted_eur, money.local_eur, money.local_percent) == (5, 7330, 2530, 35)
    assert money.undecided == 3


def test_thanks_are_those_of_the_period(in_weisswald: Flask) -> None:
    rows = csv.DictReader(io.StringIO((WEISSWALD / "thanks.csv").read_text()))
    given = [row for row in rows if "2026-01-01" <= row["given_on"] <= "2026-11-16"]
    thanks = of_2026().thanks
    assert (thanks.times, thanks.people) == (len(given), len({row["person_id"] for row in given}))


def test_what_was_stopped_is_told_as_a_result(client: FlaskClient) -> None:
    page = client.get(f"/bericht{LONG_YEAR}").text
    assert "Ein Vorhaben wurde bewusst beendet. Auch das ist ein Ergebnis." in page
    assert "Gescheitert und ausgewertet" in page


@pytest.mark.parametrize("who", ["client", "staff"])
def test_nobody_is_named_without_consent(who: str, request: pytest.FixtureRequest, in_weisswald: Flask) -> None:
    page = request.getfixturevalue(who).get(f"/bericht{LONG_YEAR}").text
    people = db.session.scalars(select(Person)).all()
    assert [person.name for person in people if not person.consent_public and person.name in page] == []
    assert any(person.name in page for person in people if person.consent_public)


def test_public_edition_tells_nothing_but_public_gaps(client: FlaskClient) -> None:
    page = client.get("/bericht").text
    assert "Öffentliche Fassung" in page
    assert "Führungszeugnis" not in page
    assert "Alle Töpfe" not in page


def test_staff_can_see_what_the_public_sees(staff: FlaskClient, client: FlaskClient) -> None:
    def figures(answer: str) -> list[str]:
        return re.findall(r"<strong>(\d+)</strong>", answer)

    assert figures(staff.get("/bericht?fassung=oeffentlich").text) == figures(client.get("/bericht").text)


def test_first_part_is_two_pages_and_the_pdf_passes_the_check(printed: bytes) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    starts = [text.split("\n")[0] for text in pages[:3]]
    assert starts[:2] == ["Bericht an den Rat", "Was geschafft ist"]
    assert starts[2].startswith("Beschlussvorlage: ")
    assert faults(printed) == []


def test_number_of_statements_does_not_grow_with_the_period(in_weisswald: Flask) -> None:
    assert _statements(in_weisswald, date(2020, 1, 1)) == _statements(in_weisswald, date(2026, 11, 1)) == STATEMENTS


def test_accepted_gaps_stand_with_their_reason(in_town: Flask) -> None:
    gap = find_gaps(TODAY, rules={"post-vacant"})[0]
    accept(gap, reason="Die Stelle fällt weg.", by=None, on=TODAY)
    report = of_2026()
    assert [line.accepted for line in report.accepted] == ["Die Stelle fällt weg."]
    assert f"post-vacant:{gap.subject_ref}" not in {line.key for line in report.offered}


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("?von=2026-11-10&bis=2026-11-01", "Der erste Tag liegt nach dem letzten."),
        ("?bis=2026-12-24", "Der letzte Tag kommt erst noch."),
        ("?von=1899-12-31", "Der Tag muss zwischen 1900 und 2100 liegen."),
        ("?von=gestern", "Den Tag „gestern“ gibt es nicht."),
        ("?zeitraum=quartal", "„quartal“ steht bei „zeitraum“ nicht zur Wahl."),
        ("?" + "&".join(["luecke=a:b"] * 11), "Bitte wählen Sie höchstens 10."),
    ],
)
def test_bad_addresses_get_a_sentence(address: str, sentence: str, client: FlaskClient) -> None:
    answer = client.get(f"/bericht{address}")
    assert answer.status_code == 400
    assert sentence in answer.text


def test_unknown_gap_is_named_and_the_report_still_stands(client: FlaskClient) -> None:
    answer = client.get("/bericht?luecke=post-vacant:S99")
    assert "Diese Lücke gibt es nicht mehr: post-vacant:S99" in answer.text
    assert client.get("/bericht.pdf?luecke=post-vacant:S99").status_code == 404


def _statements(app: Flask, first: date) -> int:
    db.session.rollback()  # What was read once is forgotten.
    with counted(app) as sent:
        make_report(Period(first, TODAY, Span.OWN), sees_all=True)
    return len(sent)
