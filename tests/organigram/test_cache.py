"""Pictures are made once, whoever asks, and kept for those who see the same."""

import gzip
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import brotli
import pytest

from ks_board.organigram.cache import ChartCache, Recipe
from ks_board.organigram.programs import ChartTimeout

PICTURE = b"<svg>" + b"x" * 1000 + b"</svg>"


class Engine:
    """Counts how often it draws and how often the tree is read."""

    def __init__(self) -> None:
        self.read = self.drawn = 0

    def recipe(self, source: str = "digraph {}", picture: bytes = PICTURE) -> Recipe:
        self.read += 1

        def make() -> bytes:
            self.drawn += 1
            return picture

        return Recipe(source, make)


def test_second_request_neither_reads_nor_draws(tmp_path: Path) -> None:
    cache, engine = ChartCache(tmp_path), Engine()
    first = cache.get_or_make("day 1", "svg", engine.recipe)
    assert cache.get_or_make("day 1", "svg", engine.recipe) == first
    assert (engine.read, engine.drawn) == (1, 1)


def test_other_key_with_the_same_source_is_not_drawn_again(tmp_path: Path) -> None:
    cache, engine = ChartCache(tmp_path), Engine()
    keys = [cache.get_or_make(key, "svg", engine.recipe).etag for key in ("day 1", "day 2")]
    assert keys[0] == keys[1]
    assert (engine.read, engine.drawn) == (2, 1)


def test_viewers_who_see_different_names_get_different_pictures(tmp_path: Path) -> None:
    cache, engine = ChartCache(tmp_path), Engine()
    public = cache.get_or_make("public", "svg", lambda: engine.recipe("besetzt", b"public"))
    named = cache.get_or_make("names", "svg", lambda: engine.recipe("Eva", b"Eva"))
    assert (public.read(), named.read()) == (b"public", b"Eva")
    assert public.etag != named.etag


def test_picture_is_kept_packed_too(tmp_path: Path) -> None:
    stored = ChartCache(tmp_path).get_or_make("k", "svg", Engine().recipe)
    assert gzip.decompress(stored.read("gz")) == brotli.decompress(stored.read("br")) == stored.read() == PICTURE


def test_files_that_do_not_shrink_are_not_packed(tmp_path: Path) -> None:
    assert ChartCache(tmp_path).get_or_make("k", "png", Engine().recipe).encodings() == ()


def test_twenty_threads_draw_once(tmp_path: Path) -> None:
    cache, engine, start = ChartCache(tmp_path), Engine(), Barrier(20)

    def ask(_: int) -> bytes:
        start.wait()
        return cache.get_or_make("k", "svg", engine.recipe).read()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, range(20)))
    assert answers == [PICTURE] * 20
    assert (engine.read, engine.drawn) == (1, 1)


ASK = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from ks_board.organigram.cache import ChartCache, Recipe
folder = Path(sys.argv[1])
def make():
    with (folder / "drawn").open("a") as file:
        file.write("x")
    time.sleep(0.3)
    return b"picture"
cache = ChartCache(folder)
with ThreadPoolExecutor(5) as pool:
    print({p.read() for p in pool.map(lambda _: cache.get_or_make("k", "svg", lambda: Recipe("s", make)), range(5))})
"""


def test_four_processes_of_five_threads_draw_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK, str(tmp_path)]
    asking = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    answers = [process.communicate(timeout=60)[0] for process in asking]
    assert answers == [b"{b'picture'}\n"] * 4
    assert (tmp_path / "drawn").read_text() == "x"


def test_those_who_waited_for_a_failure_do_not_try_again(tmp_path: Path) -> None:
    cache, start, tried = ChartCache(tmp_path), Barrier(5), []

    def make() -> bytes:
        tried.append(1)
        subprocess.run(["sleep", "0.3"], check=True)  # So that the others are waiting when it fails.
        raise ChartTimeout

    def ask(_: int) -> str:
        start.wait()
        with pytest.raises(ChartTimeout) as caught:
            cache.get_or_make("k", "svg", lambda: Recipe("s", make))
        return caught.typename

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(ask, range(5))) == ["ChartTimeout"] * 5
    assert len(tried) == 1


def test_after_a_failure_the_next_request_tries_again(tmp_path: Path) -> None:
    cache = ChartCache(tmp_path)

    def fail() -> bytes:
        raise ChartTimeout

    with pytest.raises(ChartTimeout):
        cache.get_or_make("k", "svg", lambda: Recipe("s", fail))
    assert cache.get_or_make("k", "svg", Engine().recipe).read() == PICTURE


def test_oldest_pictures_go_when_there_are_too_many(tmp_path: Path) -> None:
    cache = ChartCache(tmp_path, most_bytes=3000)
    for age, key in enumerate("abc"):
        stored = cache.get_or_make(key, "png", lambda key=key: Engine().recipe(key))
        made = stored.path.stat().st_mtime - 100 + age
        os.utime(stored.path, (made, made))
    cache.sweep()
    assert [cache.find(key, "png") is not None for key in "abc"] == [False, True, True]


def test_pictures_much_older_than_the_newest_go(tmp_path: Path) -> None:
    cache = ChartCache(tmp_path)
    old = cache.get_or_make("a", "png", lambda: Engine().recipe("a"))
    os.utime(old.path, (0, 0))
    cache.get_or_make("b", "png", lambda: Engine().recipe("b"))
    assert cache.find("a", "png") is None


def test_folder_is_for_nobody_else(tmp_path: Path) -> None:
    stored = ChartCache(tmp_path / "charts").get_or_make("k", "svg", Engine().recipe)
    modes = [path.stat().st_mode & 0o077 for path in (stored.path.parent, stored.path)]
    assert modes == [0, 0]
