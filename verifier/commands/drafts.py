"""From the paths a person names to the drafts among them, each problem said in one line."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from verifier import reading
from verifier.errors import InputError, ReportError, VerifyError, did_you_mean
from verifier.files import is_report
from verifier.model import Document
from verifier.reading.decode import at_most, load

_SHOWN = 5  # files that a line names before it counts the rest


def is_draft(path: Path) -> bool:
    """Whether a file in a folder is taken for a draft."""
    return reading.readable(path)


@dataclass(slots=True)
class Problems:
    """What could not be checked, told at once on stderr and remembered for the exit status."""

    count: int = 0
    said: list[str] = field(default_factory=list)

    def add(self, problem: VerifyError | str) -> None:
        """Say one problem."""
        self.count += 1
        self.said.append(str(problem))
        print(f"verify: {problem}", file=sys.stderr)


def find(paths: Sequence[str], *, problems: Problems) -> list[Path]:
    """The draft files that ``paths`` name, folders walked in order; what is missing goes to ``problems``.

    Hidden folders and hidden files are left out of a walk.
    """
    found: dict[str, Path] = {}
    for name in paths:
        path = Path(name)
        if not name:
            problems.add("an empty name is no draft; is a variable of your script unset?")
            continue
        try:
            members = _members(name, path)
        except InputError as error:
            problems.add(error)
            continue
        for member in members:
            found.setdefault(os.path.realpath(member) if name != "-" else "-", member)
    return list(found.values())


def _members(name: str, path: Path) -> list[Path]:
    """The files a name stands for: a pattern is opened where the shell has not done so."""
    if glob.has_magic(name) and not os.path.lexists(path):
        matched = sorted(Path(found) for found in glob.glob(name, recursive=True))  # noqa: PTH207 - it may be absolute
        if not matched:
            raise InputError(f"{name}: no file matches this pattern.")
        return [member for each in matched for member in (_walk(each) if each.is_dir() else [each])]
    return [path] if name == "-" or _is_file(path) else list(_walk(path))


def _is_file(path: Path) -> bool:
    if not os.path.lexists(path):
        raise InputError(f"{path}: no such file or folder.{_near(path)}")
    return not path.is_dir()


def _near(path: Path) -> str:
    """A neighbour with nearly the same name."""
    try:
        names = {each.name: each for each in path.parent.iterdir()}
    except OSError:
        return ""
    hint = did_you_mean(path.name, names)
    return hint.replace("“", f"“{path.parent}/", 1) if hint and str(path.parent) != "." else hint


def _special(path: Path) -> bool:
    """Whether reading it might never end: a pipe, a socket, a device."""
    return path.exists() and not path.is_file() if not path.is_symlink() else path.is_fifo() or path.is_socket()


def _walk(folder: Path) -> Iterator[Path]:
    unread: list[OSError] = []
    count = 0
    for place, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and reading.readable(Path(name)) and not _special(Path(place, name)):
                count += 1
                yield Path(place, name)
    if unread:
        raise InputError(f"{unread[0].filename}: the folder cannot be read ({unread[0].strerror}).")
    if not count:
        endings = " ".join(ending for ending in reading.SUFFIXES if ending)
        raise InputError(f"{folder}: no draft in this folder; drafts end in {endings}.")


def read(path: Path, *, stdin_filename: str) -> Document:
    """One draft; ``-`` is standard input, read as the ending of ``stdin_filename`` says."""
    if str(path) != "-":
        return reading.read(path)
    return reading.from_bytes(at_most(sys.stdin.buffer, "standard input"), name=stdin_filename)


def read_all(paths: Sequence[Path], *, stdin_filename: str, problems: Problems) -> Iterator[Document]:
    """Every draft that can be read; the others go to ``problems``, and reports of ours are passed over, and said.

    Names are made distinct by their folders.
    """
    given = [Path(stdin_filename) if str(path) == "-" else path for path in paths]
    reports: list[Path] = []
    count = 0
    for path, name in zip(paths, _names(given), strict=True):
        try:
            document = read(path, stdin_filename=stdin_filename)
        except ReportError:
            reports.append(path)
            continue
        except VerifyError as error:
            problems.add(error)
            continue
        count += 1
        yield replace(document, name=name)
    if reports:
        _say_passed_over(reports)
        if not count and not problems.count:
            problems.add("nothing was checked: no draft is left.")


def _names(paths: Sequence[Path]) -> list[str]:
    """What each draft is called: its file’s name, with its folders where another has the same, numbered at worst."""
    first = Counter(path.name for path in paths)
    short = Counter(path.name for path in paths if first[path.name] == 1 or not _is_report(path))
    counts: Counter[str] = Counter()
    names = []
    for path in paths:
        name = path.as_posix() if short[path.name] > 1 else path.name
        counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return names


def _is_report(path: Path) -> bool:
    """Whether it will be passed over, and so takes no name from a draft."""
    try:
        return path.is_file() and is_report(load(path))
    except (VerifyError, OSError):
        return False


def _say_passed_over(reports: Sequence[Path]) -> None:
    shown = ", ".join(map(str, reports[:_SHOWN])) + (f" and {len(reports) - _SHOWN} more" if reports[_SHOWN:] else "")
    what = "a report of verify, no draft" if len(reports) == 1 else f"{len(reports)} reports of verify, no drafts"
    print(f"verify: passed over {what}: {shown}.", file=sys.stderr)
