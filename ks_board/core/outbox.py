"""Mails are written with the change they tell of and sent later, so that none is lost and none is sent twice."""

import re
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import String, Text, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core import clock
from ks_board.core.columns import SHORT, Id, UtcDateTime, one_of
from ks_board.core.db import Base, db

MOST_TRIES = 8
TIMEOUT = 20
"""Seconds to wait for the mail server."""
_TOKEN = re.compile(r"(/l/)[\w-]+")
"""The links of a mail are keys of people: once it is sent, only their hashes may stay here."""
Send = Callable[[EmailMessage], None]


class MailState(StrEnum):
    """The life of a mail; failed ones stay visible to the coordinator."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutgoingMail(Base):
    """One mail to one person."""

    __tablename__ = "outgoing_mail"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(SHORT), unique=True)
    """What the mail is for, such as `yes:42`: the same key is never written twice."""
    recipient: Mapped[str] = mapped_column(String(SHORT))
    subject: Mapped[str] = mapped_column(String(SHORT))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(one_of(MailState), default=MailState.QUEUED, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def put_mail(*, key: str, recipient: str, subject: str, body: str) -> None:
    """Write a mail in the transaction going on; a mail with the same key is not written again."""
    if db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is None:
        db.session.add(OutgoingMail(key=key, recipient=recipient, subject=subject, body=body, due_at=clock.now()))


def send_due_mails(now: datetime, send: Send | None = None) -> int:
    """Send what is due, each mail in its own transaction; return how many went out."""
    due = select(OutgoingMail.id).where(OutgoingMail.state == MailState.QUEUED, OutgoingMail.due_at <= now)
    mail_ids = db.session.scalars(due.order_by(OutgoingMail.id)).all()
    db.session.rollback()
    return sum(_send_one(mail_id, now, send or sender()) for mail_id in mail_ids)


def sender() -> Send:
    """Return how mails leave: by SMTP if it is set, else as files in the instance folder."""
    return _by_smtp if current_app.config["MAIL_URL"] else _into_file


def _send_one(mail_id: int, now: datetime, send: Send) -> bool:
    mine = update(OutgoingMail).where(OutgoingMail.id == mail_id, OutgoingMail.state == MailState.QUEUED)
    claimed = db.session.execute(mine.values(state=MailState.SENDING, tries=OutgoingMail.tries + 1)).rowcount  # type: ignore[attr-defined]
    db.session.commit()
    if not claimed:
        return False  # Another worker was quicker.
    mail = db.session.get_one(OutgoingMail, mail_id)
    try:
        send(_message(mail))
    except (OSError, smtplib.SMTPException) as error:
        current_app.logger.warning("mail %s could not be sent: %s", mail_id, type(error).__name__)
        mail.state = MailState.QUEUED if mail.tries < MOST_TRIES else MailState.FAILED
        mail.due_at = now + timedelta(minutes=2**mail.tries)
    else:
        mail.state, mail.sent_at = MailState.SENT, now
        mail.body = _TOKEN.sub(r"\1…", mail.body)
    sent = mail.state is MailState.SENT
    db.session.commit()
    return sent


def _message(mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = mail.subject
    message["To"] = mail.recipient
    message["From"] = current_app.config["MAIL_FROM"]
    # The same for every try: a server that took the mail and then broke off does not deliver it twice.
    message["Message-ID"] = f"<mail{mail.id}@{_host()}>"
    message.set_content(mail.body)
    return message


def _host() -> str:
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"


def _into_file(message: EmailMessage) -> None:
    folder = Path(current_app.config["INSTANCE"]) / "mail"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(message))


def _by_smtp(message: EmailMessage) -> None:
    url = urlsplit(current_app.config["MAIL_URL"])
    with smtplib.SMTP(url.hostname or "localhost", url.port or 25, timeout=TIMEOUT) as server:
        if url.username:
            server.starttls(context=ssl.create_default_context())
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)
