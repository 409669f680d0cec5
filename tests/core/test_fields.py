"""Fields read what people type and say plainly what they cannot read."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from ks_board.core.fields import (
    Day,
    Email,
    ListOfTexts,
    LongText,
    Number,
    OneOf,
    Phone,
    ShortText,
    TickOne,
    WholeNumber,
)
from ks_board.core.forms import BaseForm


class AllForm(BaseForm):
    """One field of each kind."""

    class Meta(BaseForm.Meta):
        csrf = False

    name = ShortText("Name", needed="Bitte einen Namen.")
    notes = LongText("Notiz")
    email = Email("E-Mail")
    phone = Phone("Telefon")
    day = Day("Tag")
    hours = Number("Stunden", least=0, most=60)
    places = WholeNumber("Plätze", least=1, most=500)
    skills = ListOfTexts("Kann")
    place_id = OneOf("Ort", [(None, "keiner"), (7, "Rathaus")], kind=int)
    kind = TickOne("Art", [("a", "A"), ("b", "B")])


def fill(app: Flask, **typed: str) -> AllForm:
    with app.test_request_context():
        form = AllForm(MultiDict({"name": "Eva"} | typed))
        form.validate()
        return form


@pytest.mark.parametrize(
    ("name", "typed", "data"),
    [
        ("name", "  Eva \n Muster\u202e ", "Eva Muster"),
        ("notes", " a\r\nb ", "a\nb"),
        ("email", " eva@weisswald.example ", "eva@weisswald.example"),
        ("phone", "+49 (8421) 12-3", "+49 (8421) 12-3"),
        ("day", "2027-03-01", date(2027, 3, 1)),
        ("day", "1.3.2027", date(2027, 3, 1)),
        ("day", " ", None),
        ("hours", "7,5", 7.5),
        ("hours", "0", 0.0),
        ("places", "12", 12),
        ("skills", "Backen, süß\nNähen;Nähen\n\n", ("Backen, süß", "Nähen")),
        ("place_id", "7", 7),
        ("place_id", "", None),
        ("kind", "b", "b"),
    ],
)
def test_what_people_type_is_read(empty: Flask, name: str, typed: str, data: Any) -> None:
    form = fill(empty, **{name: typed})
    assert (form.errors, form[name].data) == ({}, data)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", ""),
        ("name", " \u200f "),
        ("name", "x" * 301),
        ("name", "a\x07b"),
        ("notes", "x" * 10_001),
        ("email", "eva"),
        ("email", "eva@@b.de"),
        ("email", "a@b.de\nBcc: c@d.de"),
        ("phone", "ruf mich an"),
        ("day", "9999-12-31"),
        ("day", "1899-12-31"),
        ("day", "31.2.2027"),
        ("day", "morgen"),
        ("hours", "-1"),
        ("hours", "NaN"),
        ("hours", "1e9"),
        ("hours", "9" * 5000),
        ("places", "0"),
        ("places", "1,5"),
        ("places", "²"),
        ("skills", "\n".join(str(number) for number in range(3000))),
        ("place_id", "8"),
        ("place_id", "7; DROP TABLE place"),
        ("kind", "<b>"),
    ],
)
def test_what_cannot_be_read_has_its_sentence(empty: Flask, name: str, typed: str) -> None:
    assert list(fill(empty, **{name: typed}).errors) == [name]


def test_every_sentence_can_be_shown(empty: Flask) -> None:
    form = fill(empty, name="", day="x", hours="99", places="x", email="x", phone="x", notes="x" * 20_000)
    with empty.test_request_context():
        assert all(str(errors[0]).endswith(".") for errors in form.errors.values())
