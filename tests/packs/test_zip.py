"""ZIP files from strangers: nothing is unpacked that is too much, too large, or leads elsewhere."""

import zipfile

import pytest
from flask import Flask

from ks_board.exchange.pack_export import pack_files, zip_pack
from ks_board.exchange.pack_zip import MOST_FILES, unpacked
from ks_board.exchange.problems import FolderRefused
from tests.packs.folders import contents, zipped

pytestmark = pytest.mark.usefixtures("in_weisswald")


def refusal(packed: bytes) -> str:
    with pytest.raises(FolderRefused) as refused, unpacked(packed):
        pass
    return str(refused.value)


@pytest.mark.parametrize(
    ("packed", "sentence"),
    [
        (b"", "Das ist keine ZIP-Datei"),
        (b"PK\x03\x04 broken", "Das ist keine ZIP-Datei"),
        (zipped({"pack.toml": b"x"})[:-30], "Das ist keine ZIP-Datei"),
        (zipped({"../pack.toml": b"x"}), "../pack.toml: Diese Datei gehört nicht in ein Paket"),
        (zipped({"/etc/pack.toml": b"x"}), "Diese Datei gehört nicht in ein Paket"),
        (zipped({"C:\\pack.toml": b"x"}), "Diese Datei gehört nicht in ein Paket"),
        (zipped({"letters/a/b.txt": b"x"}), "Diese Datei gehört nicht in ein Paket"),
        (zipped({"pack.toml": b"", "run.sh": b"x"}), "run.sh: Diese Datei gehört nicht in ein Paket"),
        (zipped({f"f{n}.txt": b"x" for n in range(MOST_FILES + 1)}), "Die ZIP-Datei hat zu viele Dateien"),
        (zipped({"bomb.txt": b"0" * 9_000_000}), "Ausgepackt ist die Datei zu groß"),
        (zipped({f"b{n}.txt": b"0" * 900_000 for n in range(9)}), "Ausgepackt ist die Datei zu groß"),
        (b"x" * 300_001, "Die Datei ist zu groß"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_no_pack_is_refused(packed: bytes, sentence: str) -> None:
    assert sentence in refusal(packed)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_python_would_unpack_without_a_limit_is_not_unpacked_at_all(method: int) -> None:
    assert "pack.toml: Die Datei ist ungewöhnlich gepackt" in refusal(zipped({"pack.toml": b"x"}, method))


def test_a_pack_unpacks_as_it_was_packed(weisswald: Flask) -> None:
    with unpacked(zip_pack()) as folder:
        assert contents(folder) == pack_files()


def test_one_folder_around_everything_is_left_out() -> None:
    with unpacked(zipped({"paket/pack.toml": b"1", "paket/letters/a.txt": b"2"})) as folder:
        assert contents(folder) == {"pack.toml": b"1", "letters/a.txt": b"2"}
