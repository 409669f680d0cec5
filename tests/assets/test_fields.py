"""Form fields as the macros draw them: label, hint and error are tied to the input."""

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from ks_board.core.forms import BaseForm
from tests.assets.gallery import ContactForm, make_gallery

MACRO = '{% from "layout/forms.html" import field %}{{ field(form[name], autocomplete=autocomplete) }}'


@pytest.fixture(scope="module")
def app() -> Flask:
    """Build the gallery without token check: these tests draw forms, they do not send them."""
    app = make_gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    return app


class BoxForm(BaseForm):
    """A box that may stay empty."""

    loud = BooleanField("Bitte laut vorlesen")


def draw(
    app: Flask,
    name: str,
    *,
    sent: bool = False,
    autocomplete: str | None = None,
    form: type[BaseForm] = ContactForm,
) -> str:
    """Draw one field, after sending the form empty if asked."""
    with app.test_request_context(method="POST" if sent else "GET"):
        drawn = form(MultiDict())
        if sent:
            drawn.validate()
        return render_template_string(MACRO, form=drawn, name=name, autocomplete=autocomplete)


def test_hint_is_tied_to_the_input(app: Flask) -> None:
    html = draw(app, "name")
    assert 'id="name-hint">So, wie man Sie anspricht.' in html
    assert 'aria-describedby="name-hint"' in html


def test_error_is_tied_to_the_input_beside_the_hint(app: Flask) -> None:
    html = draw(app, "name", sent=True)
    assert 'id="name-error"' in html
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert "kern-form-input__input--error" in html


def test_optional_field_says_so_and_required_one_does_not(app: Flask) -> None:
    assert "– freiwillig" in draw(app, "phone")
    assert "– freiwillig" not in draw(app, "name")


def test_a_box_to_tick_needs_no_word_that_it_is_optional(app: Flask) -> None:
    assert "– freiwillig" not in draw(app, "loud", form=BoxForm)


def test_autocomplete_is_passed_on(app: Flask) -> None:
    assert 'autocomplete="tel"' in draw(app, "phone", autocomplete="tel")


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("phone", "kern-form-input__input"),
        ("words", "kern-form-input__input"),
        ("way", "kern-form-input__select"),
        ("when", "kern-form-check__radio"),
        ("agreed", "kern-form-check__checkbox"),
    ],
)
def test_each_kind_of_field_has_its_look(app: Flask, name: str, css: str) -> None:
    assert f'class="{css}"' in draw(app, name)


def test_field_without_hint_and_error_carries_no_empty_reference(app: Flask) -> None:
    assert "aria-describedby" not in draw(app, "phone")
