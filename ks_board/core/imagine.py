"""Let the database be for a moment as it is not: for "what if", drafts and days gone by."""

from collections.abc import Iterator
from contextlib import contextmanager

from ks_board.core.db import db, is_writing, writing
from ks_board.core.record import unrecorded


@contextmanager
def imagined() -> Iterator[None]:
    """Take back at the end whatever is flushed inside; nothing of it is recorded, and nobody else sees it.

    On SQLite other writers wait so long, so keep it short. Inside, use nothing that keeps results under the data
    version (pictures): what is imagined would be kept, too. Raises RuntimeError if changes wait to be written.
    """
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("changes wait to be flushed")
    alone = not is_writing()
    if alone:
        db.session.rollback()  # A reading transaction cannot become a writing one once somebody else has written.
    with writing(), unrecorded():
        savepoint = db.session.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
            if alone:
                db.session.rollback()
            db.session.expire_all()
