"""Planned drafts come into force on their day, without anybody clicking."""

import logging
from datetime import date

from ks_board.core.db import db, writing
from ks_board.core.errors import Conflict
from ks_board.core.record import acting
from ks_board.organigram.scenario_edit import get_scenario, list_due, put_into_force

_log = logging.getLogger(__name__)


def put_due_into_force(on: date) -> int:
    """Put every planned draft into force whose day has come, each as an action of its own; return how many.

    One that does not go any more stays planned and changes nothing: its page says which step it is.
    """
    with writing():
        refs = list_due(on)
        return sum(_put_into_force(ref) for ref in refs)


def _put_into_force(ref: str) -> bool:
    scenario = get_scenario(ref)
    try:
        with acting(scenario.made_by_id, "scenarios.put_into_force"):
            put_into_force(scenario, on=scenario.in_force_on or scenario.made_on)
            db.session.commit()
    except Conflict:
        db.session.rollback()
        _log.warning("draft %s did not come into force", ref)
        return False
    return True
