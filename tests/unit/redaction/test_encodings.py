"""The bytes of a CSV are read as the letters that were meant, or refused with the place of the first in doubt."""

from __future__ import annotations

import contextlib

import pytest
from specimens import messages

from redaction.data.encodings import decoded
from redaction.diagnostics.errors import ProblemsFoundError

LETTERS = "Ward,Note\nBelhus,Caf\xe9 \xa35 \u2013 driver\u2019s \u201cnorth\u201d\nTilbury,S\xe3o Jos\xe9\n"
WELSH = "Ward,Note\nRhyd,T\u0177 G\u0175yr\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    assert decoded("a.csv", LETTERS.encode(encoding)) == LETTERS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16"])
def test_welsh_letters_are_read(encoding: str) -> None:
    assert decoded("a.csv", WELSH.encode(encoding)) == WELSH


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("word", ["Caf\xe9", "Zo\xeb", "R\xf4n", "na\xefve", "Garc\xeda", "Mu\xf1oz", "M\xfcller"])
def test_a_word_in_an_old_encoding_is_refused_with_its_place(encoding: str, word: str) -> None:
    [found] = messages(lambda: decoded("a.csv", f"Ward,Note\nBelhus,{word}\n".encode(encoding)))
    assert found.startswith("a.csv, row 2, column 2: found a letter in another encoding")
    assert "CSV UTF-8" in found
    assert word not in found


# Words of old programs, in every kind of letters that one of them writes otherwise.
_WORDS = [
    "Caf\xe9",
    "CAF\xc9",
    "\xcele",
    "S\xe3o Paulo",
    "A\u2013B",
    "C\u2019s",
    "King\u2019s Lynn",
    "ST JOHN\u2019S",
    "\u201cQuoted\u201d",
    "\u201cQUOTED\u201d",
    "10\u201314",
    "St. Mary \u2013 North",
    "T\u0177 Coch",
    "PONTYP\u0174L",
    "\xd3 Briain",
    "more\u2026",
    "20\xb0",
]


def _encodes(word: str, encoding: str) -> bool:
    return word.encode(encoding, "ignore").decode(encoding) == word


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "cp437", "iso8859-14", "iso8859-15"])
def test_no_word_in_any_encoding_is_read_as_another(encoding: str) -> None:
    for word in (each for each in _WORDS if _encodes(each, encoding)):
        text = f"Ward,Note\nBelhus,{word}\n"
        read: list[str] = []
        with contextlib.suppress(ProblemsFoundError):
            read.append(decoded("a.csv", text.encode(encoding)))
        assert read in ([text], []), word
        assert read == [text] or encoding != "cp1252", word


@pytest.mark.parametrize("mark", ["driver\u2019s", "\u201cnorth\u201d", "a \u2013 b"])
def test_quotation_marks_and_dashes_of_a_mac_are_refused(mark: str) -> None:
    assert messages(lambda: decoded("a.csv", f"Ward,Note\nBelhus,{mark}\n".encode("mac_roman")))


@pytest.mark.parametrize("text", ["Caf\xe9", "\xa35", "driver\u2019s", "T\u0177"])
def test_utf_8_that_was_read_in_another_encoding_and_saved_is_refused(text: str) -> None:
    twice = text.encode().decode("cp1252", "replace").replace("\ufffd", "\x90")
    [found] = messages(lambda: decoded("a.csv", f"a,{twice}".encode()))
    assert "read in one encoding and saved in another" in found


def test_two_encodings_in_one_file_are_refused() -> None:
    [found] = messages(lambda: decoded("a.csv", "Caf\xe9\n".encode() + "Caf\xe9\n".encode("cp1252")))
    assert found.startswith("a.csv, row 1, column 1")


def test_a_letter_that_was_lost_is_refused_by_row_and_column() -> None:
    [found] = messages(lambda: decoded("a.csv", "Ward,Note\nTil\ufffdbury,none\n".encode()))
    assert found.startswith("a.csv, row 2, column 1: found a letter that was lost")
