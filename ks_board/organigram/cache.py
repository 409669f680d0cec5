"""Keep finished pictures as files, so that a page that was asked for before needs neither the tree nor Graphviz.

A first key (data version, viewer's scope, day, view, format) leads to the hash of the DOT source, and that to the
picture: viewers who see the same share one file, and nobody gets a picture made for somebody who sees more.
"""

import fcntl
import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import brotli

from ks_board.organigram.programs import ChartError, ChartFailed, ChartMissing, ChartTimeout

MOST_BYTES = 200_000_000
MOST_DAYS = 30
"""What is kept: this much, and nothing that is so much older than the newest file."""

_LOCKS = 64
_PACKED = frozenset({"svg", "html"})
_FAILURES = {kind.__name__: kind for kind in (ChartMissing, ChartFailed, ChartTimeout)}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a picture is made from, and how: asked for only if the picture is not there."""

    source: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished picture; `etag` changes whenever its bytes may."""

    path: Path

    @property
    def etag(self) -> str:
        """Return the hash of what it was made from."""
        return self.path.stem

    def read(self, encoding: str = "") -> bytes:
        """Return the bytes, `br` or `gz` if they are packed."""
        return (self.path.with_name(f"{self.path.name}.{encoding}") if encoding else self.path).read_bytes()

    def encodings(self) -> tuple[str, ...]:
        """Return the encodings it is packed in, the smallest first."""
        return ("br", "gz") if self.path.suffix[1:] in _PACKED else ()


class ChartCache:
    """A folder of pictures that several threads and processes share; each picture is made by one of them."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        for name in ("keys", "pictures", "locks"):  # They hold names of people: for nobody else on the machine.
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    def get_or_make(self, key: str, suffix: str, recipe: Callable[[], Recipe]) -> Stored:
        """Return the picture for a key, made now if it is not there yet; at most one caller at a time makes it.

        Raise the ChartError of the attempt; those who waited for it get the same error and do not try again.
        """
        name = _hash(key, suffix)
        if found := self.find(key, suffix):
            return found
        failed = self._failure(name)
        with self._alone("key", name):
            if found := self.find(key, suffix):
                return found
            self._raise_if_new(name, failed)
            try:
                return self._make(name, suffix, recipe())
            except ChartError as error:
                self._write(self._failed(name), type(error).__name__.encode())
                raise

    def find(self, key: str, suffix: str) -> Stored | None:
        """Return the picture for a key, or None if it has to be made."""
        try:
            stem = (self.folder / "keys" / _hash(key, suffix)).read_text()
        except FileNotFoundError:
            return None
        return self._stored(stem, suffix)

    def _stored(self, stem: str, suffix: str) -> Stored | None:
        path = self.folder / "pictures" / f"{stem}.{suffix}"
        return Stored(path) if path.is_file() else None

    def _make(self, name: str, suffix: str, recipe: Recipe) -> Stored:
        stem = _hash(recipe.source, suffix)
        with self._alone("picture", stem):
            found = self._stored(stem, suffix) or self._save(stem, suffix, recipe.make())
        self._write(self.folder / "keys" / name, stem.encode())
        self.sweep()
        return found

    def _save(self, stem: str, suffix: str, picture: bytes) -> Stored:
        path = self.folder / "pictures" / f"{stem}.{suffix}"
        if suffix in _PACKED:
            self._write(path.with_name(f"{path.name}.gz"), gzip.compress(picture, mtime=0))
            self._write(path.with_name(f"{path.name}.br"), brotli.compress(picture, quality=9))
        self._write(path, picture)  # Last, since its presence says that all is there.
        return Stored(path)

    def sweep(self) -> None:
        """Delete what is too old, and the oldest if there is too much."""
        files = sorted(_files(self.folder), key=lambda file: -file[0])
        newest, total = (files[0][0] if files else 0.0), 0
        for changed, size, path in files:
            total += size
            if total > self.most_bytes or newest - changed > MOST_DAYS * 86400:
                path.unlink(missing_ok=True)

    @contextmanager
    def _alone(self, kind: str, name: str) -> Iterator[None]:
        """Let one caller at a time pass, over all threads and processes; the lock of a dead process is free."""
        with (self.folder / "locks" / f"{kind}-{int(name[:8], 16) % _LOCKS}").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _failed(self, name: str) -> Path:
        return self.folder / "keys" / f"{name}.failed"

    def _failure(self, name: str) -> int:
        """Return when the last attempt failed, by the clock of the disk; 0 if none did."""
        try:
            return self._failed(name).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _raise_if_new(self, name: str, known: int) -> None:
        if self._failure(name) != known:
            raise _FAILURES.get(self._failed(name).read_text(), ChartFailed)

    def _write(self, path: Path, content: bytes) -> None:
        """Write a file so that readers see it whole or not at all."""
        with NamedTemporaryFile(dir=self.folder, prefix="new-", delete=False) as file:
            file.write(content)
        os.replace(file.name, path)  # noqa: PTH105 # The temporary file is known by name only.


def _files(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for kind in ("keys", "pictures"):
        for path in (folder / kind).iterdir():
            try:
                found = path.stat()
            except FileNotFoundError:  # Another process has just swept it.
                continue
            yield found.st_mtime, found.st_size, path


def _hash(*parts: str) -> str:
    return sha256("\0".join((_look(), *parts)).encode()).hexdigest()


@cache
def _look() -> str:
    """Hash the code that draws, so that a new version of the app draws anew."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.rglob("*.[pt]y*")):
        if path.suffix in (".py", ".typ"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
