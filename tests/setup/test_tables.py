"""What is understood of messy tables."""

import pytest
from flask import Flask

from ks_board.exchange.sheets import MOST_ROWS, SheetRefused, pack_rows, read_sheet, unpack_rows
from ks_board.exchange.sheets_columns import Meaning, columns_at, find_columns, meaning_of
from ks_board.exchange.sheets_kinds import unit_kind
from ks_board.exchange.sheets_lines import SheetLines, SheetUnit, read_lines
from ks_board.exchange.sheets_names import is_vacant, read_name
from tests.setup.tables import MESSY, Cells, csv, xlsx

pytestmark = pytest.mark.usefixtures("in_weisswald")


def lines_of(raw: bytes) -> SheetLines:
    rows = read_sheet(raw).rows
    return read_lines(rows, find_columns(rows))


def above(lines: SheetLines) -> dict[str, str | None]:
    return {
        unit.name: unit.above.name if isinstance(unit.above, SheetUnit) else unit.above
        for unit in lines.units
        if not unit.fault
    }


def faults(lines: SheetLines) -> list[tuple[int, str]]:
    return [(unit.row, unit.fault) for unit in lines.units if unit.fault] + lines.rejected


SMALL: Cells = (("Amt", "Leitung"), ("Kämmerei", "Müller, Anna"), ("Bürgerbüro", "N.N."))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_usual_csv_is_read(separator: str, encoding: str) -> None:
    rows: Cells = (("Amt", "Telefon"), ("Kämmerei", "03023 1"))
    assert read_sheet(csv(rows, separator=separator, encoding=encoding)).rows == [list(map(str, row)) for row in rows]


def test_names_of_columns_are_found_below_title_rows() -> None:
    rows = read_sheet(xlsx(MESSY)).rows
    columns = find_columns(rows)
    assert (columns.head, columns.meanings[:6]) == (
        3,
        (Meaning.UNIT, Meaning.PARENT, Meaning.HEAD, Meaning.DEPUTY, Meaning.PHONE, Meaning.EMAIL),
    )


def test_repeated_headers_empty_rows_and_faults_are_told_with_the_row_of_the_table() -> None:
    lines = lines_of(xlsx(MESSY))
    assert (len(lines.units), lines.units[0].row, lines.units[-1].row) == (25, 5, 31)
    assert faults(lines) == [(31, "Die Einheit hängt unter sich selbst (Zeilen 31).")]


def test_a_ring_names_its_rows() -> None:
    rows: Cells = (("Amt", "gehört zu"), ("A-Amt", "B-Amt"), ("B-Amt", "C-Amt"), ("C-Amt", "A-Amt"), ("D-Amt", "A-Amt"))
    sentence = "Die Einheit hängt unter sich selbst (Zeilen 2, 3, 4)."
    assert faults(lines_of(csv(rows))) == [(2, sentence), (3, sentence), (4, sentence)]


def test_numbers_before_the_names_make_the_tree() -> None:
    rows: Cells = (("Einheit",), ("1 Hauptamt",), ("1.1 Personal",), ("1.2. Archiv",), ("2 Bauamt",), ("2.1 Bauhof",))
    assert above(lines_of(csv(rows))) == {
        "Hauptamt": None,
        "Personal": "Hauptamt",
        "Archiv": "Hauptamt",
        "Bauamt": None,
        "Bauhof": "Bauamt",
    }


def test_a_column_of_numbers_makes_the_tree() -> None:
    rows: Cells = (("Nr.", "Einheit"), ("1", "Hauptamt"), ("1.1", "Personal"), ("1.1.1", "Ausbildung"))
    assert above(lines_of(csv(rows))) == {"Hauptamt": None, "Personal": "Hauptamt", "Ausbildung": "Personal"}


def test_indentation_makes_the_tree() -> None:
    rows: Cells = (("Einheit",), ("Hauptamt",), ("  Personal",), ("    Ausbildung",), ("  Archiv",), ("Bauamt",))
    assert above(lines_of(xlsx(rows))) == {
        "Hauptamt": None,
        "Personal": "Hauptamt",
        "Ausbildung": "Personal",
        "Archiv": "Hauptamt",
        "Bauamt": None,
    }


def test_merged_cells_and_columns_side_by_side_make_the_tree() -> None:
    rows: Cells = (
        ("Amt", "Sachgebiet", "Stelle", "Inhaber/in", "Std."),
        ("Hauptamt", "Personal", "Leitung", "Lehmann, Bernd", 39),
        (None, None, "Sachbearbeitung", "N.N.", 19.5),
        (None, "Archiv", "Archivarin", "Frau Vera Ude", "20 h"),
        ("Bauamt", None, "Leitung", "vakant", None),
    )
    lines = lines_of(xlsx(rows, merged=["A2:A4"]))
    assert above(lines) == {"Hauptamt": None, "Personal": "Hauptamt", "Archiv": "Hauptamt", "Bauamt": None}
    assert [(p.unit.name, p.title, p.holder and p.holder.name, p.hours, p.is_head) for p in lines.posts] == [
        ("Personal", "Leitung", "Bernd Lehmann", 39.0, True),
        ("Personal", "Sachbearbeitung", None, 19.5, False),
        ("Archiv", "Archivarin", "Vera Ude", 20.0, False),
        ("Bauamt", "Leitung", None, None, True),
    ]


def test_a_name_that_stands_twice_is_rejected_unless_it_is_elsewhere() -> None:
    rows: Cells = (("Amt", "gehört zu"), ("Sekretariat", "A"), ("A", ""), ("B", ""), ("Sekretariat", "B"), ("A", ""))
    lines = lines_of(csv(rows))
    assert [unit.row for unit in lines.units] == [2, 3, 4, 5]
    assert lines.rejected == [(6, "„A“ steht schon in Zeile 3.")]


def test_a_table_without_names_of_columns_is_a_list_of_units() -> None:
    assert list(above(lines_of(csv((("Schach-Treff",), ("Chor",)))))) == ["Schach-Treff", "Chor"]


def test_the_phone_of_a_person_is_not_the_units() -> None:
    rows: Cells = (("Amt", "Stelle", "Inhaber/in", "Telefon"), ("Bauamt", "Leitung", "Eva Wolf", "0171 5"))
    assert lines_of(csv(rows)).units[0].phone == ""


def test_a_formula_is_text() -> None:
    rows: Cells = (("Amt", "Kürzel"), ("Bauamt", "=1+1"))
    assert lines_of(csv(rows)).units[0].short == "=1+1"


def test_another_row_can_name_the_columns() -> None:
    rows = [["Amt", "x"], ["Einheit", "Telefon"], ["Bauamt", "1"]]
    assert columns_at(rows, 1).meanings == (Meaning.UNIT, Meaning.PHONE)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Amt", Meaning.UNIT),
        ("Sachgebiet", Meaning.UNIT),
        ("Amtsleitung", Meaning.HEAD),
        ("Stelleninhaber/-in", Meaning.HOLDER),
        ("Wochenstd.", Meaning.HOURS),
        ("Übergeordnete Einheit", Meaning.PARENT),
        ("Uebergeordnet", Meaning.PARENT),
        ("E-Mail-Adresse", Meaning.EMAIL),
        ("Tel.-Nr.", Meaning.PHONE),
        ("Bemerkung", Meaning.NOTHING),
    ],
)
def test_german_names_of_columns_are_known(name: str, meaning: Meaning) -> None:
    assert meaning_of(name) is meaning


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Müller, Anna", ("Anna", "Müller")),
        ("Frau Anna Müller", ("Anna", "Müller")),
        ("Herr Dr. Jan von der Heide", ("Jan", "von der Heide")),
        ("Müller, Dr. Anna (Elternzeit)", ("Anna", "Müller")),
        ("Anna Maria Schmidt-Lau", ("Anna Maria", "Schmidt-Lau")),
    ],
)
def test_names_are_understood(text: str, name: tuple[str, str]) -> None:
    found = read_name(text)
    assert found is not None
    assert (found.given_name, found.family_name) == name


@pytest.mark.parametrize("text", ["Frau Müller", "Anna", "Meier / Schulz", "Team 3", "Müller, Anna, Lau, Eva"])
def test_what_is_no_full_name_is_not_guessed(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("text", "vacant"), [("N.N.", True), ("NN", True), ("vakant", True), ("–", True), ("Nina Neu", False)]
)
def test_vacant_posts_are_understood(text: str, vacant: bool) -> None:
    assert is_vacant(text) is vacant


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Stadtrat", "council"),
        ("Bauausschuss", "committee"),
        ("Ordnungsamt", "office"),
        ("Sachgebiet Personal", "section"),
        ("Freiwillige Feuerwehr", "facility"),
        ("Heimatverein", "association"),
        ("Koordinierungsstelle", "coordination"),
        ("Stadtwerke GmbH", "company"),
    ],
)
def test_the_kind_of_a_unit_follows_from_its_name(name: str, kind: str) -> None:
    assert unit_kind(name) == kind


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(SheetRefused, match=f"mehr als {MOST_ROWS} Zeilen"):
        read_sheet(xlsx([("Amt",), *((f"Amt {number}",) for number in range(5000))]))


def test_rows_travel_through_the_page() -> None:
    rows = [["Amt", "Ä"], ["Bauamt", ""]]
    assert unpack_rows(pack_rows(rows)) == rows


def test_only_one_sheet_is_read_and_the_others_are_named() -> None:
    assert read_sheet(xlsx(SMALL, further=["Notizen 2"])).notes == (
        "Gelesen wurde das Blatt „Stellenplan“. Nicht gelesen: Notizen 2.",
    )


def test_row_numbers_are_those_of_the_program(in_weisswald: Flask) -> None:
    assert lines_of(xlsx(((), (), ("Amt", "Leitung"), ("Bauamt", "N.N.")))).units[0].row == 4
