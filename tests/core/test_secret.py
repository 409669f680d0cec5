"""The secret is made once, and missed when it is gone."""

from pathlib import Path

import pytest
from flask import Flask

from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core.db import db
from ks_board.core.schema import prepare
from ks_board.core.secret import SecretGone
from tests.people.browser import make_account

OWN = "a secret that only this test knows, long enough"


def _start(folder: Path, **variables: str) -> Flask:
    app = create_app(Settings.from_environment({"KS_BOARD_INSTANCE": str(folder), **variables}))
    prepare(app)
    return app


def _end(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def test_first_start_makes_a_secret_for_the_owner_only(tmp_path: Path) -> None:
    app = _start(tmp_path)
    kept = tmp_path / "secret_key"
    assert app.config["SECRET_KEY"] == kept.read_text()
    assert (len(kept.read_text()), kept.stat().st_mode & 0o777) == (64, 0o600)
    assert _start(tmp_path).config["SECRET_KEY"] == kept.read_text()


def test_secret_of_the_environment_is_not_kept(tmp_path: Path) -> None:
    assert _start(tmp_path, KS_BOARD_SECRET_KEY=OWN).config["SECRET_KEY"] == OWN
    assert not (tmp_path / "secret_key").exists()


def test_lost_secret_is_made_anew_while_there_are_no_accounts(tmp_path: Path) -> None:
    first = _start(tmp_path).config["SECRET_KEY"]
    (tmp_path / "secret_key").unlink()
    assert _start(tmp_path).config["SECRET_KEY"] not in {first, None}


@pytest.mark.parametrize("loss", ["unlink", "empty"])
def test_start_is_refused_when_accounts_exist_and_the_secret_is_gone(tmp_path: Path, loss: str) -> None:
    app = _start(tmp_path)
    make_account(app)
    _end(app)
    if loss == "empty":
        (tmp_path / "secret_key").write_text("")
    else:
        (tmp_path / "secret_key").unlink()
    for _ in range(2):
        with pytest.raises(SecretGone, match="Put it back from the backup, or set KS_BOARD_SECRET_KEY"):
            _start(tmp_path)


def test_new_secret_set_on_purpose_lets_the_board_start(tmp_path: Path) -> None:
    app = _start(tmp_path)
    make_account(app)
    _end(app)
    (tmp_path / "secret_key").unlink()
    assert _start(tmp_path, KS_BOARD_SECRET_KEY=OWN).config["SECRET_KEY"] == OWN
