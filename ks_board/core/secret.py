"""The secret that signs sessions: made once into the instance folder, and never again behind anybody's back."""

import os
import secrets
from pathlib import Path

from flask import Flask

from ks_board.config import SettingError, kept_secret, secret_file


class SecretGone(SettingError):
    """Accounts exist, but the secret their sessions were signed with does not."""


def keep_secret(app: Flask) -> None:
    """Give the app its secret; make one for an instance that has none and no accounts yet, else raise SecretGone.

    The caller holds the instance's lock: of several processes that start at once, one makes the secret.
    """
    if app.config["SECRET_KEY"]:
        return
    instance: Path = app.config["INSTANCE"]
    if not (secret := kept_secret(instance)):
        if app.config["SECRET_IN_USE"]():
            raise SecretGone(
                f"The secret {secret_file(instance)} is gone, but there are accounts. Put it back from the backup,"
                " or set KS_BOARD_SECRET_KEY to a new one of at least 32 random characters: then all sign in anew."
            )
        secret = _make_secret(secret_file(instance))
    app.config["SECRET_KEY"] = secret


def _make_secret(path: Path) -> str:
    secret = secrets.token_urlsafe(48)
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)  # At once: a process that reads meanwhile sees the whole secret or none.
    return secret
