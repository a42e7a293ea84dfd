"""Files that are whole or not there, that replace nobody's work, and that one process at a time changes."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from verifier.errors import InputError
from verifier.words import legible

TEMPORARY = ".verify-tmp"
_STRAY = 3600  # seconds after which no run can still be writing
_numbers = itertools.count(1)


def say(line: str) -> None:
    """One line to a person, on standard error; a file’s name may hold anything, and nothing of it steers a terminal."""
    print(f"verify: {legible(line)}", file=sys.stderr)


MARK = "made by verify: a report, not a draft"
"""Stands in every report in a format that drafts come in: such a file is never read as a draft."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name only when all is written; nothing is left of it when that fails."""
    _clean(path.parent)
    temporary = path.parent / f".{os.getpid()}-{next(_numbers)}{secrets.token_hex(4)}{TEMPORARY}"
    try:  # the name is known before there is a file, so that no interruption leaves one
        yield from _written(temporary)
        temporary.replace(path)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"{path.parent}: is a file, so no folder for reports; name another with --out DIR.") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}).") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


_cleaned: set[Path] = set()


def _clean(folder: Path) -> None:
    """Take away what runs that were killed have left in a folder, an hour or more ago; looked for once a run."""
    if folder in _cleaned:
        return
    _cleaned.add(folder)
    with contextlib.suppress(OSError):
        for stray in folder.glob(f".*{TEMPORARY}"):
            if time.time() - stray.stat().st_mtime > _STRAY:
                stray.unlink()


def _written(temporary: Path) -> Iterator[IO[bytes]]:
    temporary.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("xb") as file:
        yield file


def write(path: Path, content: str | bytes) -> None:
    """``content`` as a whole file, text in UTF-8 with the line ends it has."""
    with whole_file(path) as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))


def is_report(content: str | bytes) -> bool:
    """Whether this is a report that could be taken for a draft, of this version or the first."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    older = data.startswith(_OLDER) and _SMALL_PRINT in data
    return older or any(mark in data for mark in _MARKS) or data.endswith(MARK.encode())


_MARKS = (f"<!-- {MARK} -->".encode(), f'content="{MARK}"'.encode())
_OLDER = (b"# Claim report", b"# Fact checklist: ")  # the first version’s
_SMALL_PRINT = b"`verify` "


def read_text(path: Path, *, most: int) -> str:
    """The text of a file kept by people; InputError where it is none, or has more than ``most`` bytes."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from error
    if len(data) > most:
        raise InputError(f"{path}: holds more than {most:,} bytes, which no such file has.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: is not UTF-8 text; save the file as UTF-8.") from error


# --- nobody's work is replaced -----------------------------------------------------------------


class Guard:
    """The files that no result may replace: drafts, house files, registries, memories, everything in a rule folder."""

    def __init__(self, files: Iterable[Path], folders: Iterable[Path] = ()) -> None:
        self._files: dict[object, Path] = {}
        for path in files:
            for key in _keys(path):
                self._files.setdefault(key, path)
        self._folders = [Path(os.path.realpath(folder)) for folder in folders]

    def check(self, targets: Iterable[Path]) -> None:
        """InputError for the first target that is one of these files, under whatever name, or a folder."""
        for target in targets:
            kept = next((self._files[key] for key in _keys(target) if key in self._files), None)
            if kept is not None and not _passed_over(target):
                raise InputError(f"{target}: {_what(kept, target)}; {_ELSEWHERE}")
            if target.is_dir():
                raise InputError(f"{target}: is a folder, so no report can have this name; {_ELSEWHERE}")
            real = Path(os.path.realpath(target))
            if target.exists() and any(real.is_relative_to(folder) for folder in self._folders):
                raise InputError(f"{target}: is a file of a rule set; {_ELSEWHERE}")


def _passed_over(path: Path) -> bool:
    """Whether a file among the drafts is an earlier report, which was not read and may be made anew."""
    try:
        return is_report(path.read_bytes())
    except OSError:
        return False


_ELSEWHERE = "name another folder with --out DIR. Nothing was written."


def _what(kept: Path, target: Path) -> str:
    same = kept.as_posix() == target.as_posix()
    return "is read by this run" if same else f"is {kept}, which is read by this run"


def _keys(path: Path) -> Iterator[object]:
    """What tells one file from another: the place it stands at, and where it exists its number on the disk.

    The number sees through hard links and through file systems for which capitals and accents are no difference.
    """
    yield os.path.realpath(path)
    with contextlib.suppress(OSError, ValueError):
        found = path.stat()
        if found.st_ino:
            yield found.st_dev, found.st_ino


# --- one at a time -----------------------------------------------------------------------------


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else who asks for the lock of ``path`` has it meanwhile; the file itself need not exist.

    What is locked is the folder, where the system can lock one, so that nothing is left behind; elsewhere a file in
    the folder for temporary files, named after the path.
    """
    handle = _opened(path.parent)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)  # which gives the lock back


try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def _opened(folder: Path) -> int:
    try:
        if fcntl is not None:
            return os.open(folder, os.O_RDONLY)
        import hashlib

        digest = hashlib.sha256(os.path.realpath(folder).encode("utf-8", "surrogatepass")).hexdigest()
        return os.open(Path(tempfile.gettempdir(), f"verify-{digest[:16]}.lock"), os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise InputError(f"{folder}: cannot be opened ({error.strerror}).") from error


def _lock(handle: int) -> None:
    """Wait for the lock. A disk that knows no locks (some over a network) is written to without."""
    with contextlib.suppress(OSError):
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
