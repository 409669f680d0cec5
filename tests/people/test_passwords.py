"""Which passwords are refused, and how they are kept."""

import pytest

from ks_board.people import passwords
from ks_board.people.passwords import (
    WeakPassword,
    check_new_password,
    hash_password,
    is_common,
    is_outdated,
    password_fits,
)

DECORATIONS = ("", "1", "12", "123", "1234", "12345", "!", "1!", "123!", "2025", "2026", "2026!", "01", "99")


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "Passwort1!",
        "P@ssw0rt",
        "hallo2026",
        "12345678",
        "1234567890",
        "qwertzuiop",
        "asdfghjkl",
        "abc12345",
    ],
)
def test_word_or_run_of_keys_is_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "1qaz2wsx",
        "aaaaaaaa",
        "12121212",
        "24.12.1990",
        "19901224",
        "iloveyou!",
        "hallohallo",
        "Schatzi#1",
        "München1860",
    ],
)
def test_pattern_or_decorated_word_is_common(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "vier bunte Fische",
        "trompetenbaum",
        "83920174",
        "korrektpferdbatterie",
        "ßüöä ist da",
        "xk7-93f-aa2",
        "🐟🐟🐠🐡🦈🐙🐚🐬",
    ],
)
def test_other_password_of_any_signs_is_not_common(password: str) -> None:
    assert not is_common(password)


def test_common_words_with_decoration_are_thousands() -> None:
    tries = [word + end for word in passwords._COMMON for end in DECORATIONS]
    assert len(tries) > 7000
    assert [password for password in tries if not is_common(password)] == []


@pytest.mark.parametrize("password", ["Weißwald", "weisswald2026", "Weißwald!", "Kleinstadt1"])
def test_names_of_town_and_app_are_refused(password: str) -> None:
    with pytest.raises(WeakPassword, match="leicht zu erraten"):
        check_new_password(password, names=["Weißwald", "Kleinstadt"])


@pytest.mark.parametrize("password", ["", "siebene", "x" * 129])
def test_password_of_wrong_length_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword, match="8 bis 128 Zeichen"):
        check_new_password(password)


@pytest.mark.parametrize("password", ["fischerl", "Ein langer Satz. " * 7 + "Wort 1234"])
def test_password_of_eight_to_128_signs_is_accepted(password: str) -> None:
    assert len(password) in {8, 128}
    check_new_password(password)


def test_hash_fits_its_password_only() -> None:
    kept = hash_password("vier bunte Fische")
    assert kept.startswith("$argon2id$")
    assert password_fits(kept, "vier bunte Fische")
    assert not password_fits(kept, "vier bunte fische")


def test_umlaut_of_another_keyboard_fits() -> None:
    assert password_fits(hash_password("Mühlenstraße"), "Mu\u0308hlenstraße")


def test_without_a_hash_no_password_fits() -> None:
    assert not password_fits(None, "nobody has this password")


def test_broken_hash_fits_no_password() -> None:
    assert not password_fits("plain text", "plain text")


def test_megabyte_is_not_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", None)
    assert not password_fits("$argon2id$", "x" * 1_000_000)


def test_hash_of_weaker_parameters_is_outdated() -> None:
    weak = passwords.PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash("vier bunte Fische")
    assert is_outdated(weak)
    assert not is_outdated(hash_password("vier bunte Fische"))
