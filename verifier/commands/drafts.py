"""From the paths a person names to the drafts among them, each problem said in one line."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from verifier import config, reading
from verifier.desk import memory, signoff
from verifier.errors import InputError, ReportError, VerifyError, did_you_mean, unexpected
from verifier.files import TEMPORARY, is_report, say
from verifier.model import Document
from verifier.reading.decode import at_most, load
from verifier.report import FORMATS
from verifier.ruleset import packs

_WRITTEN = tuple(found.extension for found in FORMATS.values() if not found.marked)
STDIN = "stdin.txt"  # what standard input is called where nobody says
_SHOWN = 5  # files that a line names before it counts the rest


def is_draft(path: Path) -> bool:
    """Whether a file in a folder is taken for a draft."""
    return reading.readable(path)


@dataclass(slots=True)
class Problems:
    """What could not be checked, told at once on stderr and remembered for the exit status."""

    count: int = 0
    said: list[str] = field(default_factory=list)
    quiet: bool = False  # what is said is only remembered

    def add(self, problem: VerifyError | str) -> None:
        """Say one problem, once: many drafts may have the same house file."""
        self.count += 1
        for line in str(problem).splitlines():
            self.note(line)

    def note(self, line: str) -> None:
        """Say what is no problem and should be known."""
        if line not in self.said:
            self.said.append(line)
            if not self.quiet:
                say(line)


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
            members = _members(name, path, problems)
        except InputError as error:
            problems.add(error)
            continue
        for member in members:
            found.setdefault(os.path.realpath(member) if name != "-" else "-", member)
    return list(found.values())


def _members(name: str, path: Path, problems: Problems) -> list[Path]:
    """The files a name stands for: a pattern is opened where the shell has not done so."""
    if glob.has_magic(name) and not os.path.lexists(path):
        matched = sorted(Path(found) for found in glob.glob(name, recursive=True))  # noqa: PTH207 - it may be absolute
        if not matched:
            raise InputError(f"{name}: no file matches this pattern.")
        return [member for each in matched for member in (walk(each, problems) if each.is_dir() else [each])]
    return [path] if name == "-" or _is_file(path) else walk(path, problems)


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


def walk(folder: Path, problems: Problems) -> list[Path]:
    """The drafts under a folder, in order. What cannot be looked into goes to ``problems``, what is no draft is said.

    A folder that is a link is followed, unless what it leads to is walked already.
    """
    found: list[Path] = []
    others: list[Path] = []
    known: set[object] = set()
    waiting, links = [folder], list[Path]()
    while waiting or links:
        place = waiting.pop() if waiting else links.pop()
        try:
            status = place.stat()
            if (status.st_dev, status.st_ino) in known and status.st_ino:
                continue
            known.add((status.st_dev, status.st_ino))
            entries = sorted(place.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            problems.add(f"{place}: the folder cannot be read ({error.strerror}).")
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        inside = [entry for entry in shown if entry.is_dir()]
        waiting += [entry for entry in reversed(inside) if not entry.is_symlink()]
        links += [entry for entry in reversed(inside) if entry.is_symlink()]
        for entry in (entry for entry in shown if entry not in inside):
            (found if _is_taken(entry, problems) else others).append(entry)
    _say_others([path for path in others if not _is_ours(path)], folder, problems)
    if not found:
        endings = " ".join(ending for ending in reading.SUFFIXES if ending)
        problems.add(f"{folder}: no draft in this folder; drafts end in {endings}.")
    return found


def _is_taken(path: Path, problems: Problems) -> bool:
    if not reading.readable(path):
        return False
    if path.exists() and not path.is_file():  # reading a pipe or device might never end
        problems.note(f"{path}: is no regular file and was passed over.")
        return False
    return True


def _is_ours(path: Path) -> bool:
    """Whether a file is what this program keeps or writes beside drafts, or was just passed over."""
    name = path.name
    kept = name.endswith((memory.SUFFIX, TEMPORARY)) or name in (*config.NAMES, signoff.NAME)
    return kept or name.endswith((*_WRITTEN, *packs.SUFFIXES)) or reading.readable(path)


def _say_others(others: Sequence[Path], folder: Path, problems: Problems) -> None:
    if others:
        what = "a file" if len(others) == 1 else f"{len(others)} files"
        problems.note(f"{folder}: passed over {what} of a kind that cannot be read: {_some(others)}.")


def _some(paths: Sequence[Path]) -> str:
    rest = f" and {len(paths) - _SHOWN} more" if paths[_SHOWN:] else ""
    return ", ".join(map(str, paths[:_SHOWN])) + rest


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
        except Exception as error:  # noqa: BLE001 - the other drafts are checked whatever happens to one
            problems.add(f"{path}: {unexpected(error)}")
            continue
        count += 1
        yield replace(document, name=name)
    if reports:
        what = "a report of verify, no draft" if len(reports) == 1 else f"{len(reports)} reports of verify, no drafts"
        problems.note(f"passed over {what}: {_some(reports)}.")
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
