"""Letters say in the town's own words what is to be said, and are filled in with names and facts."""

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.reports.letters import BLANK, read_letter
from ks_board.tandems.models import Agreement, Tandem
from ks_board.tasks.models import Insurance
from ks_board.town.packs import PackText
from tests.papers.paper import get_task, make, printed, words_of


def write(name: str, text: str) -> None:
    db.session.add(PackText(ref=f"letters/{name}.txt", text=text))
    db.session.flush()


def test_the_towns_own_text_counts(in_town: Flask) -> None:
    write("thanks", "Merci {person}\n\nFür {task}.\n\n- eins\n- zwei {town} {other}")
    letter = read_letter("thanks", {"person": "Uta", "task": "alles", "town": "Weißwald"})
    assert letter.title == "Merci Uta"
    assert letter.blocks == (
        {"kind": "paragraph", "text": "Für alles."},
        {"kind": "points", "lines": ["eins", "zwei Weißwald {other}"]},
    )


def test_facts_stand_where_the_text_says_so(in_town: Flask) -> None:
    write("proof", "Titel\n\nVorher\n\n{facts}\n\nNachher")
    letter = read_letter("proof", {}, [("Was", "viel"), ("Leer", "")])
    assert [block["kind"] for block in letter.blocks] == ["paragraph", "facts", "paragraph"]
    assert letter.blocks[1]["lines"] == [("Was", "viel")]


def test_facts_come_last_if_the_text_forgets_them(in_town: Flask) -> None:
    write("proof", "Titel\n\nNur das")
    assert [block["kind"] for block in read_letter("proof", {}, [("Was", "viel")]).blocks] == ["paragraph", "facts"]


def test_mandate_names_volunteer_task_and_insurance(in_town: Flask) -> None:
    get_task("T01", insurance=Insurance.TOWN)
    pdf = printed(make(in_town, "beauftragung", aufgabe="T01", mensch="P084"))
    words = words_of(pdf)
    assert len(pdf.pages) == 1
    for part in ("Guten Tag Diana Tschirch", "Bürgerbus fahren", "gesetzlich versichert", "030 23125 113"):
        assert part in words


def test_mandate_without_a_name_has_room_for_it(in_weisswald: Flask) -> None:
    assert BLANK in words_of(printed(make(in_weisswald, "beauftragung", aufgabe="T01")))


def test_leaflet_says_how_it_is_done(in_town: Flask) -> None:
    get_task("T01", briefing="- Schlüssel holen\n- Reifen prüfen")
    words = words_of(printed(make(in_town, "merkblatt", aufgabe="T01")))
    for part in ("Merkblatt: Bürgerbus fahren", "Reifen prüfen", "Mindestens 21 Jahre", "112"):
        assert part in words


def test_agreement_is_filled_in_as_far_as_it_was_agreed(in_town: Flask) -> None:
    tandem = db.session.query(Tandem).filter_by(ref="D01").one()
    db.session.add(Agreement(ref="X1", tandem_id=tandem.id, who_does_what="Oskar fährt voraus."))
    db.session.flush()
    pdf = printed(make(in_town, "absprache", tandem="D01"))
    words = words_of(pdf)
    assert len(pdf.pages) == 1
    for part in ("Diana Tschirch und Oskar Israel", "Oskar fährt voraus.", "Was gehört nicht dazu?"):
        assert part in words


@pytest.mark.parametrize(
    ("kind", "part"),
    [("fuehrungszeugnis", "erweitertes Führungszeugnis"), ("nachweis", "seit 6. Mai 2024"), ("dankkarte", "Diana,")],
)
def test_letters_about_a_person_are_one_page(in_weisswald: Flask, kind: str, part: str) -> None:
    pdf = printed(make(in_weisswald, kind, mensch="P084"))
    assert len(pdf.pages) == 1
    assert part in words_of(pdf)


def test_everybody_who_helped_gets_a_card(in_weisswald: Flask) -> None:
    paper = make(in_weisswald, "dankkarte", aufgabe="T01")
    assert len(printed(paper).pages) == len(paper.data["cards"]) > 1
