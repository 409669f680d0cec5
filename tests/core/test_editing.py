"""Edit forms: two people edit one row, nobody loses a word."""

from collections.abc import Iterator

import pytest
from flask import Flask, g, render_template
from wtforms import BooleanField, DateField, DecimalField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from ks_board.core.db import db, writing
from ks_board.core.editing import EditConflict, EditForm
from ks_board.organigram.models import Post, PostKind, Unit, UnitKind


class PostForm(EditForm):
    """One field of each kind."""

    title = StringField("Name", [InputRequired("Bitte nennen Sie die Stelle.")])
    kind = SelectField("Art", choices=[SelectChoice("elected", "gewählt"), SelectChoice("honorary", "ehrenamtlich")])
    is_head = BooleanField("Spitze")
    hours_per_week = DecimalField("Stunden", [Optional()])
    funded_until = DateField("Geld bis", [Optional()])


@pytest.fixture
def post(in_empty: Flask) -> Iterator[Post]:
    """Return a post at its first version; the same request goes on in all of a test."""
    with writing():
        unit = Unit(ref="U1", name="Haus", kind=UnitKind.OFFICE)
        db.session.add(unit)
        db.session.flush()
        seat = Post(ref="S1", unit_id=unit.id, title="Amtsleitung", kind=PostKind.ELECTED, hours_per_week=20.0)
        db.session.add(seat)
        db.session.commit()
        yield seat


def opened(app: Flask, post: Post) -> dict[str, str]:
    """Return what a browser would send if nothing was typed."""
    with app.test_request_context():
        form = PostForm.open(post)
        fields = {name: form[name]._value() for name in ("version", "seen", "title", "hours_per_week", "funded_until")}
        return fields | {"kind": form.kind.data} | ({"is_head": "y"} if form.is_head.data else {})


def send(app: Flask, post: Post, sent: dict[str, str]) -> PostForm:
    """Send the form; save what it says."""
    with app.test_request_context(method="POST", data=sent):
        g.csrf_valid = True
        form = PostForm.open(post)
        if form.validate_on_submit():
            for name, value in form.values().items():
                setattr(post, name, PostKind(value) if name == "kind" else value)
            db.session.commit()
        return form


def conflict(app: Flask, post: Post, sent: dict[str, str]) -> EditConflict:
    with pytest.raises(EditConflict) as raised:
        send(app, post, sent)
    return raised.value


def test_one_editor_saves_without_being_asked(empty: Flask, post: Post) -> None:
    send(empty, post, opened(empty, post) | {"title": "Leitung"})
    assert (post.title, post.version) == ("Leitung", 2)


def test_saving_what_is_stored_changes_nothing(empty: Flask, post: Post) -> None:
    send(empty, post, opened(empty, post))
    assert post.version == 1


def test_second_editor_sees_both_versions_field_by_field(empty: Flask, post: Post) -> None:
    first = second = opened(empty, post)
    send(empty, post, first | {"title": "Von A", "kind": "honorary", "is_head": "y"})
    seen = conflict(empty, post, second | {"title": "Von B", "hours_per_week": "12.5"}).differences
    assert [(row.label, row.stored, row.typed, row.choice) for row in seen] == [
        ("Name", "Von A", "Von B", "typed"),
        ("Art", "ehrenamtlich", "gewählt", "stored"),
        ("Spitze", "ja", "nein", "stored"),
        ("Stunden", "20.00", "12.5", "typed"),
    ]


def test_second_editor_chooses_and_saves(empty: Flask, post: Post) -> None:
    first = second = opened(empty, post)
    send(empty, post, first | {"title": "Von A", "kind": "honorary"})
    again = dict(conflict(empty, post, second | {"title": "Von B", "hours_per_week": "12.5"}).hidden)
    send(empty, post, again | {"keep-title": "stored", "keep-kind": "stored", "keep-hours_per_week": "typed"})
    assert (post.title, post.kind, post.hours_per_week) == ("Von A", PostKind.HONORARY, 12.5)


def test_third_save_in_between_asks_again_and_remembers_the_choice(empty: Flask, post: Post) -> None:
    first = second = opened(empty, post)
    send(empty, post, first | {"title": "Von A"})
    again = dict(conflict(empty, post, second | {"title": "Von B"}).hidden)
    send(empty, post, opened(empty, post) | {"title": "Von C"})
    (row,) = conflict(empty, post, again | {"keep-title": "stored"}).differences
    assert (row.stored, row.typed, row.choice) == ("Von C", "Von B", "stored")


def test_two_who_type_the_same_are_not_asked(empty: Flask, post: Post) -> None:
    first = second = opened(empty, post)
    send(empty, post, first | {"title": "Gleich", "hours_per_week": "12"})
    form = send(empty, post, second | {"title": " Gleich ", "hours_per_week": "12.00"})
    assert not form.errors


def test_what_cannot_be_read_is_not_lost_either(empty: Flask, post: Post) -> None:
    first = second = opened(empty, post)
    send(empty, post, first | {"title": "Von A"})
    found = conflict(empty, post, second | {"funded_until": "31.13.2026", "title": ""})
    assert ("Geld bis", "31.13.2026") in [(row.label, row.typed) for row in found.differences]
    form = send(empty, post, dict(found.hidden) | {"keep-title": "typed"})
    assert set(form.errors) == {"title", "funded_until"}


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "9" * 5000, "1.0"])
def test_a_made_up_version_is_an_old_one(empty: Flask, post: Post, version: str) -> None:
    sent = opened(empty, post) | {"version": version, "title": "Anders", "seen": "<b>"}
    assert [row.choice for row in conflict(empty, post, sent).differences][:1] == ["typed"]


def test_both_versions_are_shown_as_text(empty: Flask, post: Post) -> None:
    first = second = opened(empty, post)
    send(empty, post, first | {"title": "<b>A</b>"})
    found = conflict(empty, post, second | {"title": "<script>B</script>"})
    with empty.test_request_context():
        page = render_template("layout/_conflict.html", differences=found.differences, hidden=found.hidden, address="/")
    assert "<b>A" not in page
    assert "<script>" not in page
    assert "&lt;b&gt;A" in page
    assert "&lt;script&gt;B" in page
