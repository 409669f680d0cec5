"""Help names buttons and pages as they are called: a renamed button would leave people searching."""

import re

import pytest

from ks_board.pages.handbook_chapters import CHAPTERS
from ks_board.pages.what_here import _by_endpoint
from tools.sentences import Sentence

pytestmark = pytest.mark.xdist_group("words")
HELP = ("ks_board/pages/handbook_chapters.py", "ks_board/pages/what_here")
_QUOTED = re.compile(r"„([^“]+)“")


def test_what_help_quotes_is_written_on_some_page(sentences: list[Sentence]) -> None:
    texts = [text for chapter in CHAPTERS for text in chapter.sentences]
    texts += [text for three in _by_endpoint().values() for text in three]
    written = {one.text for one in sentences if not one.where.startswith(HELP)}
    assert {name for text in texts for name in _QUOTED.findall(str(text))} - written == set()
