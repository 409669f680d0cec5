"""Posts and responsibilities are added, changed and closed; what has a history never vanishes."""

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit
from tests.organigram_edit.browser import coordinator, fields_of, fill, opened, send


def seat(app: Flask, model: type[Post] | type[Responsibility], ref: str) -> Post | Responsibility | None:
    with app.app_context():
        return db.session.execute(select(model).filter_by(ref=ref)).scalar_one_or_none()


def unit_of(app: Flask, post: str) -> Unit:
    with app.app_context():
        return db.session.execute(select(Unit).join(Post, Post.unit_id == Unit.id).where(Post.ref == post)).scalar_one()


def test_a_new_post_is_vacant_until_somebody_is_appointed(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, "/einheiten/U10/neue-stelle", title="Sachbearbeitung Klima", hours_per_week="19,5")
    page = client.get(answer.location).text
    assert "Sachbearbeitung Klima" in page
    assert "19,5 Stunden in der Woche" in page
    assert "ks-status--vacant" in page


def test_a_new_responsibility_belongs_to_its_unit(town: Flask) -> None:
    client = coordinator(town)
    with town.app_context():
        area = db.session.execute(select(Responsibility.area_id)).scalars().first()
    answer = fill(client, "/einheiten/U10/neue-zustaendigkeit", title="Hitzeschutz", area_id=str(area))
    assert answer.status_code == 303
    assert "Hitzeschutz" in client.get("/einheiten/U10").text


def test_lists_keep_their_commas(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/stellen/S01/aendern", competences="Leiten, führen\nReden")
    with town.app_context():
        found = db.session.execute(select(Post.competences).where(Post.ref == "S01")).scalar_one()
    assert found == ("Leiten, führen", "Reden")


def test_a_post_moves_to_another_unit(town: Flask) -> None:
    client = coordinator(town)
    with town.app_context():
        target = db.session.execute(select(Unit.id).where(Unit.ref == "U11")).scalar_one()
    fill(client, "/stellen/S01/aendern", unit_id=str(target))
    assert unit_of(town, "S01").ref == "U11"


def test_a_post_without_history_is_deleted(town: Flask) -> None:
    client = coordinator(town)
    ref = fill(client, "/einheiten/U10/neue-stelle", title="Irrtum").location.rpartition("/")[2]
    assert "Der Eintrag wird deshalb ganz gelöscht." in client.get(f"/stellen/{ref}/schliessen").text
    assert fill(client, f"/stellen/{ref}/schliessen", on="2026-11-16").status_code == 303
    assert seat(town, Post, ref) is None


def test_a_closed_post_counts_until_its_last_day_only(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/stellen/S02/schliessen", on="2026-11-15")
    holder = unit_of(town, "S02")
    assert (str(holder.valid_until), holder.name) == ("2026-11-15", "Stadtrat: bis 15. November 2026")
    client.get("/einheiten/U02")  # Shows the message once, which names the post.
    assert "1. Stellvertretung" not in client.get("/einheiten/U02").text
    with town.app_context():
        ends = db.session.execute(select(Appointment.until).where(Appointment.ref == "A002")).scalar_one()
    assert str(ends) == "2026-11-15"


def test_posts_closed_on_one_day_share_their_unit(town: Flask) -> None:
    client = coordinator(town)
    for ref in ("S02", "S03"):
        fill(client, f"/stellen/{ref}/schliessen", on="2026-11-15")
    assert unit_of(town, "S02").id == unit_of(town, "S03").id


def test_a_responsibility_is_closed_the_same_way(town: Flask) -> None:
    client = coordinator(town)
    assert fill(client, "/zustaendigkeiten/R01/schliessen", on="2026-11-15").status_code == 303
    assert "Die Einheit gibt es an diesem Tag nicht." in client.get("/zustaendigkeiten/R01").text
    assert "R01" not in client.get("/luecken").text


def test_closing_before_somebody_began_says_who(town: Flask) -> None:
    answer = fill(coordinator(town), "/stellen/S01/schliessen", on="2022-07-31")
    assert answer.status_code == 422
    assert "ist ab 1. August 2022 eingetragen." in answer.text


@pytest.mark.parametrize("address", ["/stellen/S01/aendern", "/zustaendigkeiten/R01/aendern"])
def test_two_editors_of_a_seat_both_keep_their_words(town: Flask, address: str) -> None:
    one, two = coordinator(town), coordinator(town)
    first, second = opened(one, address), opened(two, address)
    send(one, address, first, title="Von der ersten")
    answer = send(two, address, second, title="Vom <i>zweiten</i>")
    assert (answer.status_code, "Vom &lt;i&gt;zweiten&lt;/i&gt;" in answer.text) == (409, True)
    chosen = fields_of(answer, address)
    assert send(two, address, chosen).status_code == 303
    assert "Vom &lt;i&gt;zweiten&lt;/i&gt;" in two.get(address.removesuffix("/aendern")).text
