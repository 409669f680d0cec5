"""`ks-board work`: what has to be done without anybody clicking."""

import time
from datetime import date, datetime

import click

from ks_board.core import clock
from ks_board.core.db import db, writing
from ks_board.core.outbox import send_due_mails
from ks_board.core.record import acting
from ks_board.gaps.history import take_snapshot
from ks_board.pages.scenarios_work import put_due_into_force
from ks_board.tasks.claim_moves import end_expired
from ks_board.tasks.claim_proof import forget_unproven


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then end; for cron.")
@click.option("--every", default=30, show_default=True, type=click.IntRange(1, 3600), help="Seconds between two looks.")
def work_command(once: bool, every: int) -> None:
    """Send mails; each day end what has passed, forget what nobody proved, and note the gaps for the trend."""
    done: date | None = None
    while True:
        if done != (on := clock.today()):
            ended, forgotten = work_of_the_day(clock.now(), real_now=clock.real_now())
            click.echo(f"{on}: {ended} assignments ended, {forgotten} never proven.")
            if begun := put_due_into_force(on):
                click.echo(f"{on}: {begun} drafts of the organigram came into force.")
            snapshot_of_the_day(on, clock.now())
            done = on
        if sent := work_of_the_moment(clock.now()):
            click.echo(f"{sent} mails sent.")
        if once:
            return
        time.sleep(every)


def work_of_the_day(now: datetime, *, real_now: datetime) -> tuple[int, int]:
    """End what has passed and forget what nobody proved; links expire by the real clock also on a fixed day."""
    with writing(), acting(None, "work"):
        ended, forgotten = end_expired(now), forget_unproven(real_now)
        db.session.commit()
    return ended, forgotten


def snapshot_of_the_day(on: date, now: datetime) -> None:
    """Note the gaps of today, and of the days since the board last did so."""
    with writing():
        take_snapshot(on, now=now)
        db.session.commit()


def work_of_the_moment(now: datetime) -> int:
    """Send the mails that are due."""
    with writing():
        return send_due_mails(now)
