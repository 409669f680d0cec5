"""Names that sound alike have one code; the codes are those of Postel's own table."""

import pytest

from ks_board.people.phonetic import sound


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Müller-Lüdenscheidt", "65752682"),
        ("Wikipedia", "3412"),
        ("Breschnew", "17863"),
        ("Heinz Classen", "068586"),
        ("Xaver", "4837"),
        ("Axel", "0485"),
        ("Philipp", "351"),
        ("Tschirch", "874"),
        ("", ""),
        ("123", ""),
        ("Љ", ""),
    ],
)
def test_name_has_its_code(name: str, code: str) -> None:
    assert sound(name) == code


@pytest.mark.parametrize(
    "names",
    [
        ("Meyer", "Maier", "Meier", "Mayer", "Mair"),
        ("Schmidt", "Schmitt", "Schmid"),
        ("Müller", "Mueller", "Muller"),
        ("Weiß", "Weiss", "Weiß"),
        ("Nguyễn", "Nguyen"),
        ("Novotná", "Nowotna"),
        ("Krämer", "Kraemer", "Cremer"),
    ],
)
def test_names_that_sound_alike_have_one_code(names: tuple[str, ...]) -> None:
    assert len({sound(name) for name in names}) == 1
