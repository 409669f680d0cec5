"""Which tandems are suggested to a sponsor, and why."""

import pytest
from flask import Flask

from ks_board.people.models import Person
from ks_board.tandems.models import Offer, Sponsorship, Tandem
from ks_board.tandems.suggest import MOST, suggest
from ks_board.tasks.models import Task, TaskStatus
from tests.sponsorships.town import ON, WITHOUT, change, id_of, one, wish_for


def suggested(app: Flask, offer: Offer, who: str = WITHOUT) -> list[tuple[str, str]]:
    """Return the refs and reasons for a person."""
    with app.app_context():
        return [(each.ref, each.reason) for each in suggest(one(Person, who).id, offer, on=ON)]


@pytest.mark.parametrize("offer", Offer)
def test_three_at_most_each_with_one_sentence(weisswald: Flask, offer: Offer) -> None:
    found = suggested(weisswald, offer)
    assert len(found) == MOST
    assert all(reason.endswith(".") for _ref, reason in found)


def test_time_goes_to_who_waits_for_a_talk(weisswald: Flask) -> None:
    assert suggested(weisswald, Offer.TIME)[0] == ("D11", "Hier fehlt jemand, der Zeit für ein Gespräch hat.")


def test_goods_go_to_an_open_wish(town: Flask) -> None:
    wish_for(town, "D16")
    wish_for(town, "D05", done_on=ON)
    assert suggested(town, Offer.GOODS)[0] == (
        "D16",
        "Hier gibt es einen offenen Wunsch, den Sie erfüllen könnten.",
    )


def test_tandems_that_nobody_stands_by_come_first(town: Flask) -> None:
    change(town, Sponsorship, "X05", tandem_id=id_of(town, Tandem, "D11"))
    assert "D11" not in [ref for ref, _reason in suggested(town, Offer.TIME)]


def test_nobody_is_suggested_for_their_own_tandem(town: Flask) -> None:
    change(town, Tandem, "D11", person_a_id=id_of(town, Person, WITHOUT))
    assert "D11" not in [ref for ref, _reason in suggested(town, Offer.TIME)]


def test_task_that_rests_is_not_suggested(town: Flask) -> None:
    change(town, Task, "T20", status=TaskStatus.PAUSED)
    assert "D11" not in [ref for ref, _reason in suggested(town, Offer.TIME)]
