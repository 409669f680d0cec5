"""Three letters, sound, phone and e-mail find people."""

from datetime import date

import pytest
from flask import Flask

from ks_board.people.find import find_people, find_similar, list_people, normal_phone
from ks_board.people.note import add_person


@pytest.fixture
def people(in_empty: Flask) -> None:
    for given, family, phone, email in (
        ("Anna", "Müller-Lüdenscheidt", "0176 1234567", None),
        ("Ngọc Trân", "Lê", None, "tran@post.example"),
        ("Jörg", "Weiß", None, None),
        ("Zdeněk", "Dvořák", None, None),
        ("Hans", "Meyer", "+49 (0)30 99 88", None),
    ):
        add_person(given_name=given, family_name=family, phone=phone, email=email, on=date(2026, 11, 16))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mül", ["Müller-Lüdenscheidt"]),
        ("muel", ["Müller-Lüdenscheidt"]),
        ("lüden", ["Müller-Lüdenscheidt"]),
        ("Anna Mül", ["Müller-Lüdenscheidt"]),
        ("Mueller-Luedenscheid", ["Müller-Lüdenscheidt"]),
        ("weiss", ["Weiß"]),
        ("Dvorak", ["Dvořák"]),
        ("tran", ["Lê"]),
        ("Le", ["Lê"]),
        ("Maier", ["Meyer"]),
        ("Majer Hans", ["Meyer"]),
        ("1234567", ["Müller-Lüdenscheidt"]),
        ("030 9988", ["Meyer"]),
        ("TRAN@post.example", ["Lê"]),
        ("me", []),
        ("Anna Meyer", []),
        ("%", []),
        ("'; DROP TABLE person", []),
    ],
)
def test_text_finds_people(query: str, found: list[str]) -> None:
    assert [row.family_name for row in find_people(query)] == found


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("given", "family", "phone", "email", "why"),
    [
        ("Hans", "Maier", None, None, "ein ähnlicher Name"),
        ("Meyer", "Hans", None, None, "Vor- und Nachname vertauscht"),
        ("Emil", "Anders", "030 / 99 88", None, "dieselbe Telefonnummer"),
        ("Emil", "Anders", None, "Tran@Post.example", "dieselbe E-Mail-Adresse"),
    ],
)
def test_similar_people_are_named_with_the_reason(
    given: str, family: str, phone: str | None, email: str | None, why: str
) -> None:
    assert [found.why for found in find_similar(given, family, phone=phone, email=email)] == [why]


@pytest.mark.usefixtures("people")
def test_a_different_given_name_is_another_person() -> None:
    assert find_similar("Berta", "Meyer") == []


@pytest.mark.parametrize("phone", ["+49 30 9988", "0049 30 9988", "030/99 88", "+49 (0)30 99-88"])
def test_phones_are_compared_as_they_are_dialled(phone: str) -> None:
    assert normal_phone(phone) == "0309988"


def test_everybody_is_listed_page_by_page(in_weisswald: Flask) -> None:
    first, last = list_people("", 1), list_people("", 6)
    assert (first.total, first.pages, len(first.people), len(last.people)) == (140, 6, 25, 15)
