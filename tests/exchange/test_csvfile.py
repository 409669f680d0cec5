"""CSV files as offices write them, and files that are none."""

import os
from pathlib import Path

import pytest

from ks_board.exchange import csvfile
from ks_board.exchange.csvfile import UnreadableFileError, read_records

ROWS = [(1, ["id", "name"]), (2, ["1", "Müßig, „groß“; klein"])]
TEXT = 'id,name\n1,"Müßig, „groß“; klein"\n'


def read(path: Path, content: bytes) -> list[tuple[int, list[str]]]:
    path.write_bytes(content)
    return list(read_records(path))


def fault(path: Path, content: bytes) -> tuple[int | None, str]:
    with pytest.raises(UnreadableFileError) as caught:
        read(path, content)
    return caught.value.line, str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.rstrip().encode(),
        b'id;name\n1;"M\xfc\xdfig, \x84gro\xdf\x93; klein"\n',
        '"id";"name"\r\n"1";"Müßig, „groß“; klein"'.encode("utf-8-sig"),
    ],
    ids=["utf-8", "bom", "cp1252", "crlf", "cr", "no last line end", "semicolon cp1252", "as Excel saves it"],
)
def test_every_usual_way_of_writing_is_read_alike(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "a.csv", content) == ROWS


def test_a_record_stands_at_the_line_where_it_starts_and_blank_lines_count(tmp_path: Path) -> None:
    records = read(tmp_path / "a.csv", b'\nid,name\n\n1,"a\n\nb ""c"""\n , \n2,d\n')
    assert records == [(2, ["id", "name"]), (4, ["1", 'a\n\nb "c"']), (8, ["2", "d"])]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('id,name\n1,"Titel\n2,b\n3,c\n', 2),
        ('id,name\n1,a\n2,"Titel\n3,"b"\n', 3),
        ('id,name\n1,a\n2,Titel"\n3,b\n', 3),
        ('id,name\n1,Der "Baum"\n', 2),
        ('id,name\n1, "Titel"\n', 2),
        ('id,name\n1,"Titel" \n', 2),
        ('id,name\n1,"a""\n2,b\n', 2),
        ('id,name\n"x\ny\nz","Titel"b\n', 4),
        ('id,"name\n1,a\n', 1),
        ('"id";"name"\n"1";"a\n"2";"b"\n', 2),
    ],
)
def test_a_broken_quote_is_refused_with_the_line_where_its_cell_starts(tmp_path: Path, content: str, line: int) -> None:
    assert fault(tmp_path / "a.csv", content.encode())[0] == line


@pytest.mark.parametrize("spoil", ["delete", "double"])
def test_no_single_wrong_quote_of_a_valid_file_is_ever_swallowed(tmp_path: Path, spoil: str) -> None:
    content = 'id,name,notes\n1,"a, ""b""","c\nd"\n2,"",e\n"3","f","g"\n'
    for place in [number for number, letter in enumerate(content) if letter == '"']:
        middle = "" if spoil == "delete" else '""'
        line, _text = fault(tmp_path / "a.csv", (content[:place] + middle + content[place + 1 :]).encode())
        assert line is not None


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"PK\x03\x04\0\0", None, "keine Textdatei"),
        ("id,name\n1,a\n".encode("utf-16"), None, "keine Textdatei"),
        (b"id,name\n1,\x81\n", 2, "Zeichen"),
        ("id,name\n1,ä\n".encode() + b"2,\xe4\n", 3, "zwei Zeichens"),
        (b"id,name\n1," + b"a" * 1_000_001 + b"\n", 2, "länger"),
        (b'id,name\n1,"' + b"a\n" * 100_000 + b'"\n', 2, "zu lang"),
    ],
    ids=["zip", "utf-16", "undefined", "mixed", "endless line", "endless cell"],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, line: int | None, word: str
) -> None:
    found_line, text = fault(tmp_path / "a.csv", content)
    assert (found_line, word in text) == (line, True)


def test_letters_before_a_closing_german_quote_are_not_taken_for_utf_8(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", "id,name\n1,„MENÜ“ und „Spaß“\n".encode("cp1252"))[1][1][1] == "„MENÜ“ und „Spaß“"


def test_a_folder_a_pipe_and_a_missing_file_are_refused_with_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "missing"):
        with pytest.raises(UnreadableFileError):
            next(read_records(path))


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(csvfile.MOST_BYTES + 1)
    with pytest.raises(UnreadableFileError, match="100 MB"):
        next(read_records(tmp_path / "a.csv"))


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", b"") == []
