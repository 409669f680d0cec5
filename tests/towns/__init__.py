"""Random small towns for property tests: valid town folders full of legal oddities.

`make_town(seed, folder)` writes one and returns its reference day, around which all boundary days lie.
The same seed always writes the same bytes.
"""

import datetime as dt
from pathlib import Path

from tests.towns import doing, finish, people, structure
from tests.towns.draw import Draw
from tests.towns.files import write_folder

__all__ = ["make_town"]


def make_town(seed: int, folder: Path, size: int = 16) -> dt.date:
    """Write a valid town of about `size` rows a file into `folder` and return its reference day."""
    draw = Draw(seed, size)
    structure.pack(draw)
    structure.units(draw)
    people.people(draw)
    structure.places(draw)
    structure.money_and_rules(draw)
    structure.posts_and_responsibilities(draw)
    people.appointments(draw)
    doing.tasks(draw)
    people.assignments(draw)
    doing.alliances(draw)
    doing.follow_up(draw)
    finish.meta(draw)
    finish.offer_exactly_the_assigned_hours(draw)
    finish.forget_columns(draw)
    folder.mkdir(parents=True, exist_ok=True)
    write_folder(draw, folder)
    return draw.on
