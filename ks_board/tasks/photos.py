"""The one photo of a task: put, read, removed."""

import hashlib

from flask_babel import gettext as _
from sqlalchemy import delete, select

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.tasks.models import Photo, Task, TaskStatus
from ks_board.tasks.picture import Picture


def find_photo(task_id: int) -> Photo | None:
    """Return the photo of a task."""
    return db.session.scalars(select(Photo).where(Photo.task_id == task_id)).one_or_none()


def put_photo(task_id: int, picture: Picture, *, alt: str, credit: str | None) -> Photo:
    """Give a task a photo in place of the one it may have."""
    photo = find_photo(task_id) or Photo(task_id=task_id)
    photo.large, photo.small = picture.large, picture.small
    photo.width, photo.height = picture.width, picture.height
    photo.digest = hashlib.sha256(picture.large).hexdigest()[:12]
    db.session.add(photo)
    return describe_photo(photo, alt=alt, credit=credit)


def describe_photo(photo: Photo, *, alt: str, credit: str | None) -> Photo:
    """Say what a photo shows and who took it."""
    photo.alt, photo.credit = alt, credit
    db.session.flush()
    return photo


def remove_photo(task_id: int) -> None:
    """Remove the photo of a task for good: somebody on it may have asked for that."""
    db.session.execute(delete(Photo).where(Photo.task_id == task_id))


def get_file(ref: str, digest: str, *, small: bool, sees_drafts: bool) -> bytes:
    """Return a photo's file; raise NotFound also for one that was replaced, and for that of a draft."""
    query = (
        select(Photo.small if small else Photo.large)
        .join(Task, Task.id == Photo.task_id)
        .where(Task.ref == ref, Photo.digest == digest)
    )
    if not sees_drafts:
        query = query.where(Task.status != TaskStatus.DRAFT)
    data: bytes | None = db.session.scalar(query)
    if data is None:
        raise NotFound(_("Dieses Bild gibt es nicht."))
    return data
