"""PostgreSQL says the same as SQLite: tried without a trace, then in force."""

import pytest

from ks_board.core.db import db, writing
from ks_board.core.imagine import imagined
from ks_board.exchange.importer import import_folder
from ks_board.gaps.queries import find_gaps
from ks_board.organigram.scenario_edit import get_scenario, put_into_force
from ks_board.pages.scenarios_look import look
from ks_board.people.links import LinkPurpose, make_link
from tests.conftest import NOW, WEISSWALD
from tests.scenarios.drafts import EVERYTHING, ON, REF, draft, everything, try_out

pytestmark = [pytest.mark.usefixtures("in_postgres"), pytest.mark.xdist_group("postgres")]


def test_draft_goes_through_postgresql() -> None:
    with writing():
        import_folder(WEISSWALD, now=NOW)
        scenario = draft(*EVERYTHING)
        before = everything()
        for _ in range(2):  # Numbers that PostgreSQL gives away inside are not given back.
            with imagined():
                assert [step.problem for step in try_out()] == [None] * len(EVERYTHING)
        assert everything() == before
        shown = look(scenario.id, on=ON, sees_names=True)
        put_into_force(get_scenario(REF), on=ON)
        assert shown.gaps.after == len(find_gaps(ON))


def test_links_may_be_for_a_draft() -> None:
    with writing():
        assert make_link(LinkPurpose.SCENARIO, detail=REF, now=NOW)
        db.session.flush()
