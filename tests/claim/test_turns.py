"""Writers of one process take turns, so that none starves at SQLite's lock."""

import threading

from flask import Flask
from sqlalchemy import select, update

from ks_board.core.db import db, writing
from ks_board.tasks.models import Task
from tests.claim.town import FREE, task

WRITERS, ROUNDS = 16, 10


def test_no_writer_gives_up_and_none_overwrites_another(town: Flask) -> None:
    done: list[int] = []

    def count_up() -> None:
        for _ in range(ROUNDS):
            with town.app_context(), writing():
                now = db.session.execute(select(Task.taken).where(Task.ref == FREE)).scalar_one()
                db.session.execute(update(Task).where(Task.ref == FREE).values(taken=now + 1))
                db.session.commit()
                done.append(1)

    threads = [threading.Thread(target=count_up) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with town.app_context():
        assert (len(done), task(FREE).taken) == (WRITERS * ROUNDS, WRITERS * ROUNDS)


def test_turn_ends_with_a_rollback_too(town: Flask) -> None:
    for _ in range(3):
        with town.app_context(), writing():
            db.session.execute(update(Task).where(Task.ref == FREE).values(taken=9))
            db.session.rollback()
    with town.app_context():
        assert task(FREE).taken == 0
