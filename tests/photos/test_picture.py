"""Pictures are made anew: small, upright, silent; what is none is refused with a sentence."""

from io import BytesIO

import pytest
from PIL import Image

from ks_board.tasks.picture import MOST_BYTES, MOST_SENT, BadPicture, kept_picture, prepare_picture
from tests.photos import pictures

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
pytestmark = pytest.mark.usefixtures("in_weisswald")


def _open(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_in_two_sizes(kind: str) -> None:
    made = prepare_picture(pictures.picture(1600, 1200, kind))
    assert [(_open(file).format, _open(file).size) for file in (made.large, made.small)] == [
        ("WEBP", (1280, 960)),
        ("WEBP", (480, 360)),
    ]
    assert (made.width, made.height) == (1280, 960)


def test_a_small_picture_is_not_blown_up() -> None:
    assert _open(prepare_picture(pictures.picture(300, 200)).large).size == (300, 200)


def test_it_stands_upright_and_says_nothing_of_place_and_camera() -> None:
    sent = pictures.told()
    made = prepare_picture(sent)
    assert b"Geheimkamera" in sent
    assert (made.width, made.height) == (960, 1280)
    assert dict(_open(made.large).getexif()) == {}
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(_open(made.large).info)
    assert all(word not in made.large + made.small for word in (b"Geheimkamera", b"Musterweg"))


def test_what_packs_badly_gets_smaller_until_it_fits() -> None:
    made = prepare_picture(pictures.noise())
    assert max(len(made.large), len(made.small)) <= MOST_SENT
    assert made.width < 800


def test_what_is_transparent_gets_a_white_ground() -> None:
    assert _open(prepare_picture(pictures.seen_through()).large).convert("RGB").getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"", "kein Bild"),
        (b"name;phone\nAnna;1\n", "kein Bild"),
        (SVG, "kein Bild"),
        (pictures.picture()[:2000], "beschädigt"),
        (pictures.picture(kind="PNG")[:200], "beschädigt"),
        (pictures.picture(kind="GIF"), "JPEG, PNG und WebP"),
        (pictures.moving(), "bewegt sich"),
        (pictures.moving("PNG"), "bewegt sich"),
        (pictures.told().replace(b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02"), "beschädigt"),
        (pictures.bomb(), "mehr als 30 Millionen Bildpunkte"),
        (b"\xff" * (MOST_BYTES + 1), "größer als 8 MB"),
    ],
    ids=["empty", "text", "svg", "cut", "cut-png", "gif", "moving", "moving-png", "wrong-exif", "bomb", "large"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(sent: bytes, sentence: str) -> None:
    with pytest.raises(BadPicture, match=sentence):
        prepare_picture(sent)


def test_a_photo_with_a_second_one_behind_it_is_a_photo() -> None:
    sent = pictures.moving("MPO")
    assert _open(sent).is_animated  # type: ignore[attr-defined]
    assert prepare_picture(sent).width == 20


def test_our_own_file_comes_back_byte_by_byte_and_a_foreign_one_is_made_anew() -> None:
    made, foreign = prepare_picture(pictures.picture()), pictures.picture(kind="WEBP")
    assert kept_picture(made.large).large == made.large
    assert kept_picture(foreign).large != foreign
